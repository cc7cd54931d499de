import type { Tenant } from '@lianpiao/authz';
import type { TenantTx, UnitOfWork } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';

import { SlugTaken } from '../archive/archive.failures.js';
import type { OnStep } from '../on-step.js';
import type { TenantRepository } from '../persistence/tenant-repository.js';
import type { MigrateTenant } from './migrate-tenant.js';

export interface NewTenant {
  readonly slug: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly currency: string;
  readonly timeZone: string;
  readonly accentColor: string;
  /** Base address of the identity provider its realm lives on. */
  readonly authServerUrl: string;
}

/** What a module puts into a new tenant's schema: its chart of accounts, its storefront channel, its signing key. Idempotent. */
export type TenantSeed = (tx: TenantTx, tenant: Tenant, now: Date) => Promise<void>;

/** What happens outside our databases when a tenant comes into being: its realm. Idempotent. */
export type TenantRealm = (tenant: Tenant) => Promise<void>;

/**
 * Brings a regional authority into being: directory row, schema and role, tables, seeds, realm, host. Each step is recorded when
 * it is done and harmless when it is repeated: after a crash at any point, run it again.
 */
export class ProvisionTenant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly migrateTenant: MigrateTenant,
    private readonly seeds: readonly TenantSeed[],
    private readonly clock: Clock,
  ) {}

  async execute(
    wanted: NewTenant,
    host: string,
    realm: TenantRealm,
    onStep: OnStep<string> = () => undefined,
  ): Promise<Tenant> {
    const tenant = await this.register(wanted);
    const done = await this.unitOfWork.operator((tx) => this.tenants.stepsDone(tx, tenant.id));
    // Each time: an attempt before this one may have been another version's.
    await this.take(tenant, 'schema', () => this.migrateTenant.execute(tenant));
    await onStep('schema');
    const steps: Record<string, () => Promise<unknown>> = {
      seeds: () => this.seed(tenant),
      realm: () => realm(tenant),
      host: () => this.unitOfWork.changeDirectory((tx) => this.tenants.addHost(tx, tenant.id, host, this.clock.now())),
    };
    for (const [step, run] of Object.entries(steps)) {
      if (!done.has(step)) await this.take(tenant, step, run);
      await onStep(step);
    }
    await this.unitOfWork.changeDirectory((tx) => this.tenants.activate(tx, tenant.id, this.clock.now()));
    await onStep('active');
    return tenant;
  }

  private async take(tenant: Tenant, step: string, run: () => Promise<unknown>): Promise<void> {
    await run();
    await this.unitOfWork.operator((tx) => this.tenants.recordStep(tx, tenant.id, step, this.clock.now()));
  }

  private register(wanted: NewTenant): Promise<Tenant> {
    return this.unitOfWork.changeDirectory(async (tx) => {
      const cell = await this.tenants.emptiestCell(tx);
      await this.tenants.insert(tx, newTenant(wanted, cell), this.clock.now());
      const tenant = await this.tenants.findBySlug(tx, wanted.slug);
      if (!tenant) throw new SlugTaken('erased');
      return tenant;
    });
  }

  private seed(tenant: Tenant): Promise<void> {
    const now = this.clock.now();
    return this.unitOfWork.write({ tenant }, async (tx) => {
      for (const seed of this.seeds) await seed(tx, tenant, now);
    });
  }
}

function newTenant(wanted: NewTenant, cell: string): Tenant {
  const id = newId();
  const opaque = randomBytes(10).toString('hex');
  return {
    id,
    slug: wanted.slug,
    name: wanted.name,
    state: 'active',
    currency: wanted.currency,
    timeZone: wanted.timeZone,
    cutOff: '04:00',
    accentColor: wanted.accentColor,
    scope: { tenantId: id, cell, schema: `t_${opaque}`, role: `r_${opaque}` },
    issuer: { serverUrl: wanted.authServerUrl, realm: wanted.slug },
  };
}
