import { IdempotencyKeyReused, type ControlTx, type UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { decodeStored, encodeStored, newId, type Clock } from '@lianpiao/kernel';
import { createHash } from 'node:crypto';

import { TenantErasing } from './control.failures.js';
import type { ControlledTenant, ControlRepository } from './persistence/control-repository.js';
import { TenantUnknown } from './tenancy.failures.js';

/** Who does it, and why: there is no act of an operator without both. */
export interface ByOperator {
  readonly actor: string;
  readonly reason: string;
  /** The command it answers: sent again under its key, it gets the same answer and nothing is done. */
  readonly command?: { readonly key: string; readonly request: unknown };
}

/** What an act found and what it left, and what its caller is told. */
export interface Changed<T> {
  readonly before: unknown;
  readonly after: unknown;
  readonly answer: T;
  /** The tenant, where there is one already. */
  readonly tenantId?: string;
}

const MOST_REASON = 500;

/** Acts of operators: each in one transaction with its entry in the platform's audit. */
export class OperatorActs {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly control: ControlRepository,
    private readonly clock: Clock,
  ) {}

  /** An act on one tenant. @throws TenantUnknown, TenantErasing, InvalidInput without a reason, IdempotencyKeyReused */
  perform<T>(
    action: string,
    slug: string,
    by: ByOperator,
    change: (tx: ControlTx, tenant: ControlledTenant, now: Date) => Promise<Changed<T>>,
  ): Promise<T> {
    return this.begin(action, slug, by, async (tx, now) => {
      const tenant = await this.locked(tx, slug);
      return { ...(await change(tx, tenant, now)), tenantId: tenant.id };
    });
  }

  /** An act on what need not be a tenant yet. @throws InvalidInput without a reason, IdempotencyKeyReused */
  begin<T>(
    action: string,
    subject: string,
    by: ByOperator,
    change: (tx: ControlTx, now: Date) => Promise<Changed<T>>,
  ): Promise<T> {
    const reason = check.text('reason', by.reason, MOST_REASON);
    const requestHash = by.command && hashOf(action, by.command.request);
    const idempotencyKey = by.command?.key;
    return this.unitOfWork.changeDirectory(async (tx) => {
      const known = idempotencyKey && (await this.control.answered(tx, by.actor, idempotencyKey));
      if (known && known.requestHash !== requestHash) throw new IdempotencyKeyReused();
      if (known) return decodeStored<T>(known.answer);
      const now = this.clock.now();
      const { before, after, answer, tenantId } = await change(tx, now);
      const entry = { id: newId(), tenantId, subject, actor: by.actor, action, reason, recordedAt: now, before, after };
      await this.control.record(tx, { ...entry, idempotencyKey, requestHash, answer: encodeStored(answer ?? null) });
      return answer;
    });
  }

  /** Looks at one tenant; changes and records nothing. @throws TenantUnknown, TenantErasing */
  look<T>(slug: string, read: (tx: ControlTx, tenant: ControlledTenant) => Promise<T>): Promise<T> {
    return this.unitOfWork.operator(async (tx) => read(tx, await this.locked(tx, slug)));
  }

  private async locked(tx: ControlTx, slug: string): Promise<ControlledTenant> {
    const tenant = await this.control.lock(tx, slug);
    if (!tenant) throw new TenantUnknown(slug);
    if (tenant.state === 'erasing') throw new TenantErasing(slug);
    return tenant;
  }
}

function hashOf(action: string, request: unknown): string {
  return createHash('sha256').update(encodeStored({ action, request })).digest('hex');
}
