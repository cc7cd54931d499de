import type { Tenant } from '@lianpiao/authz';
import { dropTenantSchema, fingerprints, type UnitOfWork } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';
import type { Client } from 'pg';

import type { OnStep } from '../on-step.js';
import type { DatabaseAddresses } from '../database-addresses.js';
import { alone } from '../move/alone.js';
import { Connections } from '../move/connections.js';
import { dropElsewhere } from '../move/drop-elsewhere.js';
import { keptOut } from '../move/kept-out.js';
import { MoveUnderWay } from '../move/move.failures.js';
import type { ErasureProof, TenantRepository } from '../persistence/tenant-repository.js';
import { ArchiveUnproven, TenantNotSuspended, TenantUnknown } from '../tenancy.failures.js';
import type { TenantRealm } from './provision-tenant.js';

export interface EraseWanted {
  readonly slug: string;
  readonly actor: string;
  readonly reason: string;
  /** SHA-256 of the archive that is kept and whether it is known to be this tenant's, or the word that there is to be none. */
  readonly archive: { readonly sha256: string; readonly verified: boolean } | 'waived';
}

/** No transaction of the API lasts longer. */
const DRAIN_MS = 20_000;

/**
 * Removes a suspended tenant for good: rows, schema, role, what moves left of it on other cells, realm, hosts. What was removed, by whom
 * and why is written down before, and its row stays, so that the slug is not given to somebody else. Once begun it can only be completed;
 * each step is harmless when it is repeated.
 */
export class EraseTenant {
  static readonly failures = [TenantUnknown, TenantNotSuspended, ArchiveUnproven, MoveUnderWay] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly addresses: DatabaseAddresses,
    private readonly clock: Clock,
  ) {}

  async execute(
    wanted: EraseWanted,
    removeRealm: TenantRealm,
    onStep: OnStep<string> = () => undefined,
  ): Promise<ErasureProof> {
    if (wanted.archive !== 'waived' && !/^[0-9a-f]{64}$/.test(wanted.archive.sha256)) throw new ArchiveUnproven();
    const connections = new Connections(this.addresses);
    try {
      const tenant = await this.begin(connections, wanted.slug);
      if (tenant) await this.remove(connections, tenant, wanted, removeRealm, onStep);
    } finally {
      await connections.close();
    }
    return this.proofOf(wanted.slug);
  }

  /** Nobody, where it has been erased already. */
  private async begin(connections: Connections, slug: string): Promise<Tenant | undefined> {
    const known = await this.unitOfWork.operator((tx) => this.tenants.findBySlug(tx, slug));
    if (!known) return undefined;
    await alone(await connections.control(), known.id);
    return this.unitOfWork.changeDirectory(async (tx) => {
      const state = await this.tenants.lockState(tx, slug);
      if (state === 'erased') return undefined;
      if (state !== 'suspended' && state !== 'erasing') throw new TenantNotSuspended();
      await this.tenants.beginErasing(tx, slug, this.clock.now());
      // Only now: a move may just have taken it elsewhere.
      return this.tenants.findBySlug(tx, slug);
    });
  }

  private async remove(
    connections: Connections,
    tenant: Tenant,
    wanted: EraseWanted,
    removeRealm: TenantRealm,
    onStep: OnStep<string>,
  ): Promise<void> {
    const { id, scope } = tenant;
    const owner = await connections.cell(scope.cell);
    if (!(await keptOut(owner, scope, DRAIN_MS))) throw new Error(`transactions of ${wanted.slug} do not end`);
    await this.record(owner, tenant, wanted);
    await onStep('recorded');
    const [unreached] = await dropElsewhere(connections, this.addresses.cells, scope);
    if (unreached) throw new Error(`${unreached} does not answer, and may have a copy of ${wanted.slug}`);
    await dropTenantSchema(owner, scope);
    await onStep('schema');
    await removeRealm(tenant);
    await onStep('realm');
    await this.unitOfWork.changeDirectory((tx) => this.tenants.forget(tx, id, this.clock.now()));
    await onStep('row');
  }

  /** Each attempt that finds something to count; where one before it has removed that, what it recorded stands. */
  private async record(owner: Client, tenant: Tenant, wanted: EraseWanted): Promise<void> {
    const { slug, reason, actor } = wanted;
    const tables = await fingerprints(owner, tenant.scope.schema);
    const known = await this.unitOfWork.operator((tx) => this.tenants.erasureOf(tx, slug));
    if (known && tables.length === 0) return;
    const archive =
      wanted.archive === 'waived'
        ? { archive: 'waived' }
        : { archive: wanted.archive.sha256, verified: wanted.archive.verified };
    const proof: ErasureProof = { slug, ...archive, reason, rows: counted(tables) };
    const entry = { id: newId(), tenantId: tenant.id, actor, proof, recordedAt: this.clock.now() };
    await this.unitOfWork.operator((tx) => this.tenants.recordErasure(tx, entry));
  }

  private async proofOf(slug: string): Promise<ErasureProof> {
    const proof = await this.unitOfWork.operator((tx) => this.tenants.erasureOf(tx, slug));
    if (!proof) throw new TenantUnknown(slug);
    return proof;
  }
}

function counted(tables: readonly { readonly name: string; readonly rows: string }[]): Record<string, number> {
  return Object.fromEntries(tables.map(({ name, rows }) => [name, Number(rows)]));
}
