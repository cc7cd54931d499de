import { UnitOfWork, type ControlTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import {
  ArchiveUnproven,
  assertProvisionable,
  ControlRepository,
  OperatorActs,
  SlugTaken,
  TenantErasing,
  TenantNotReady,
  TenantNotSuspended,
  TenantRepository,
  TenantUnknown,
  tenantSlug,
  type ByOperator,
} from '../../tenancy/index.js';
import { CellUnknown, OperationUnderWay } from '../control.failures.js';
import type { Operation, OperationInputs, OperationKind } from '../domain/operation.js';
import { archiveHash, archiveName, provisionInput, type ProvisionWanted } from '../operation-inputs.js';
import { OperationRepository } from '../persistence/operation-repository.js';

/** Refuses what could never be done, and writes down the rest for the runner. Each is recorded with who asked and why. */
@Injectable()
export class StartOperation {
  static readonly failures = [
    TenantUnknown,
    SlugTaken,
    TenantNotReady,
    TenantErasing,
    TenantNotSuspended,
    ArchiveUnproven,
    CellUnknown,
    OperationUnderWay,
  ] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly acts: OperatorActs,
    private readonly operations: OperationRepository,
    private readonly tenants: TenantRepository,
    private readonly control: ControlRepository,
  ) {}

  /** A slug whose provisioning did not come to its end may be provisioned again: it goes on. */
  provision(wanted: ProvisionWanted, by: ByOperator): Promise<Operation> {
    const input = provisionInput(wanted);
    return this.start('provision', input, by, (tx) => assertProvisionable(tx, this.tenants, input));
  }

  move(wanted: OperationInputs['move'], by: ByOperator): Promise<Operation> {
    return this.start('move', wanted, by, async (tx) => {
      await this.tenants.ready(tx, wanted.slug);
      if (!(await this.control.hasCell(tx, wanted.cell))) throw new CellUnknown();
    });
  }

  abortMove(slug: string, by: ByOperator): Promise<Operation> {
    return this.start('abortMove', { slug }, by, (tx) => this.tenants.ready(tx, slug));
  }

  export(slug: string, by: ByOperator): Promise<Operation> {
    // Of a name of its own: an archive is never written over.
    const archive = `${slug}-${newId()}.tar.gz`;
    return this.start('export', { slug, archive }, by, (tx) => this.tenants.ready(tx, slug));
  }

  restore(wanted: OperationInputs['restore'], by: ByOperator): Promise<Operation> {
    const slug = tenantSlug(wanted.slug);
    const sha256 = wanted.sha256 === null ? null : archiveHash(wanted.sha256);
    const input = { slug, archive: archiveName(wanted.archive), sha256 };
    return this.start('restore', input, by, (tx) => this.tenants.assertFree(tx, slug));
  }

  erase({ slug, sha256 }: Pick<OperationInputs['erase'], 'slug' | 'sha256'>, by: ByOperator): Promise<Operation> {
    const input = { slug, sha256, actor: by.actor, reason: by.reason };
    return this.start('erase', input, by, async (tx) => {
      const state = await this.tenants.stateOf(tx, slug);
      if (state === undefined) throw new TenantUnknown(slug);
      if (state !== 'suspended' && state !== 'erasing') throw new TenantNotSuspended();
    });
  }

  private async start<Kind extends OperationKind>(
    kind: Kind,
    input: OperationInputs[Kind],
    by: ByOperator,
    check: (tx: ControlTx) => Promise<unknown>,
  ): Promise<Operation> {
    const { slug } = input;
    const asked = await this.acts.begin(`tenant.${kind}`, slug, by, async (tx, now) => {
      await check(tx);
      const id = newId();
      await this.operations.insert(tx, { id, kind, slug, input, actor: by.actor, reason: by.reason }, now);
      // Whom it will employ is the tenant's own affair.
      return { before: null, after: { operation: id, ...input, administrator: undefined }, answer: id };
    });
    const operation = await this.unitOfWork.operator((tx) => this.operations.find(tx, asked));
    if (!operation) throw new Error('the operation is not there');
    return operation;
  }
}
