import type { Tenant } from '@lianpiao/authz';
import type { ControlTx, TenantTx, UnitOfWork } from '@lianpiao/db';
import { InvalidInput, newId, type Clock } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';

import { SlugTaken } from '../archive/archive.failures.js';
import type { OnStep } from '../on-step.js';
import type { TenantRepository } from '../persistence/tenant-repository.js';
import type { MigrateTenant } from './migrate-tenant.js';

/** What a tenant is begun with. */
export type TenantFacts = Pick<Tenant, 'slug' | 'name' | 'currency' | 'timeZone' | 'accentColor'>;

export interface NewTenant extends TenantFacts {
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
      const known = await knownAs(tx, this.tenants, wanted);
      if (known) return known;
      const cell = await this.tenants.emptiestCell(tx, this.migrateTenant.cells);
      await this.tenants.insert(tx, newTenant(wanted, cell), this.clock.now());
      // Another may have been asked for the same at the same moment.
      const tenant = await knownAs(tx, this.tenants, wanted);
      if (!tenant) throw new Error('the tenant is not there');
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

/** A new slug, or one whose provisioning was cut off and goes on. @throws SlugTaken, InvalidInput */
export async function assertProvisionable(
  tx: ControlTx,
  tenants: TenantRepository,
  wanted: TenantFacts,
): Promise<void> {
  await tenants.assertFree(tx, wanted.slug);
  await knownAs(tx, tenants, wanted);
}

/**
 * The tenant of that slug, where there is one and it is what is wanted; once it is finished, operators may have changed its looks.
 * @throws SlugTaken, InvalidInput naming what differs
 */
async function knownAs(tx: ControlTx, tenants: TenantRepository, wanted: TenantFacts): Promise<Tenant | undefined> {
  const state = await tenants.stateOf(tx, wanted.slug);
  if (state === undefined) return undefined;
  const known = await tenants.findBySlug(tx, wanted.slug);
  const isUnfinished = state === 'provisioning';
  // What a restore has begun has to be finished by one.
  if (!known || state === 'erasing' || (isUnfinished && known.scope.originId !== undefined)) throw new SlugTaken(state);
  const facts = (of: TenantFacts) => (isUnfinished ? { ...terms(of), ...looks(of) } : terms(of));
  const begun = facts(known);
  const differing = Object.entries(facts(wanted)).find(([field, value]) => begun[field] !== value);
  if (differing) throw new InvalidInput(differing[0], 'conflict', 'as it was begun');
  return known;
}

function terms({ currency, timeZone }: TenantFacts): Record<string, string> {
  return { currency, timeZone };
}

function looks({ name, accentColor }: TenantFacts): Record<string, string> {
  return { 'name.zh': name.zh, 'name.en': name.en, accentColor };
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
