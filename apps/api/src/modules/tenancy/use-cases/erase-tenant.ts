import type { Tenant } from '@lianpiao/authz';
import { dropTenantSchema, fence, fingerprints, type UnitOfWork } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';

import type { OnStep } from '../on-step.js';
import type { DatabaseAddresses } from '../database-addresses.js';
import type { ErasureProof, TenantRepository } from '../persistence/tenant-repository.js';
import { ArchiveUnproven, TenantNotSuspended, TenantUnknown } from '../tenancy.failures.js';
import { connected } from './prepare-databases.js';
import type { TenantRealm } from './provision-tenant.js';

export interface EraseWanted {
  readonly slug: string;
  readonly actor: string;
  readonly reason: string;
  /** SHA-256 of the archive that is kept, or the word that there is to be none. */
  readonly archive: { readonly sha256: string } | 'waived';
}

/**
 * Removes a suspended tenant for good: rows, schema, role, realm, hosts. What was removed, by whom and why is written down before, and
 * its row stays, so that the slug is not given to somebody else. Each step is harmless when it is repeated.
 */
export class EraseTenant {
  static readonly failures = [TenantUnknown, TenantNotSuspended, ArchiveUnproven] as const;

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
    const tenant = await this.suspended(wanted.slug);
    if (!tenant) return this.proofOf(wanted.slug);
    const owner = await connected(this.addresses.owner(tenant.scope.cell));
    try {
      await this.record(tenant, wanted, async () => counted(await fingerprints(owner, tenant.scope.schema)));
      await onStep('recorded');
      await fence(owner, tenant.scope);
      await dropTenantSchema(owner, tenant.scope);
      await onStep('schema');
    } finally {
      await owner.end();
    }
    await removeRealm(tenant);
    await onStep('realm');
    await this.unitOfWork.changeDirectory((tx) => this.tenants.forget(tx, tenant.id, this.clock.now()));
    await onStep('row');
    return this.proofOf(wanted.slug);
  }

  /** Nobody, where it has been erased already. */
  private suspended(slug: string): Promise<Tenant | undefined> {
    return this.unitOfWork.operator(async (tx) => {
      const state = await this.tenants.stateOf(tx, slug);
      if (state === undefined) throw new TenantUnknown(slug);
      if (state === 'erased') return undefined;
      if (state !== 'suspended') throw new TenantNotSuspended();
      return this.tenants.findBySlug(tx, slug);
    });
  }

  /** Once: the attempt that comes after a crash would count nothing. */
  private async record(tenant: Tenant, wanted: EraseWanted, count: () => Promise<ErasureProof['rows']>): Promise<void> {
    const known = await this.unitOfWork.operator((tx) => this.tenants.erasureOf(tx, tenant.slug));
    if (known) return;
    const { slug, reason, actor } = wanted;
    const archive = wanted.archive === 'waived' ? 'waived' : wanted.archive.sha256;
    const proof: ErasureProof = { slug, archive, reason, rows: await count() };
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
