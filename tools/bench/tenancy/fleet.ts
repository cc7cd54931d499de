import { systemClock } from '@lianpiao/kernel';
import type { TenantTx } from '@lianpiao/db';
import type { Tenant } from '@lianpiao/authz';

import type { Runtime } from '../../../apps/api/src/app/runtime.js';
import { MigrateTenant, ProvisionTenant, TenantRepository } from '../../../apps/api/src/modules/tenancy/index.js';
import { TIME_ZONE } from '../platform/bench-tenant.js';

/** As many as a migration of the fleet works on. */
const AT_ONCE = 4;

export interface FleetTenant {
  readonly tenant: Tenant;
  readonly host: string;
}

export interface Made {
  readonly fleet: readonly FleetTenant[];
  /** How long each took, in milliseconds, the shortest first. */
  readonly each: Float64Array;
  readonly seconds: number;
}

/** Tenants as provisioning makes them: row, schema, role, all tables, the channel they sell through, host. Without a realm. */
export async function makeFleet(runtime: Runtime, count: number, told: (made: number) => void): Promise<Made> {
  const fleet: FleetTenant[] = [];
  const each: number[] = [];
  const start = performance.now();
  let next = 0;
  const work = async () => {
    for (let number = next; number < count; number = next) {
      next += 1;
      const since = performance.now();
      fleet[number] = await make(runtime, number);
      each.push(performance.now() - since);
      told(each.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { fleet, each: Float64Array.from(each).sort(), seconds: (performance.now() - start) / 1_000 };
}

async function make(runtime: Runtime, number: number): Promise<FleetTenant> {
  const { unitOfWork, addresses, migrations, config } = runtime;
  const tenants = new TenantRepository();
  const migrate = new MigrateTenant(unitOfWork, tenants, addresses, migrations.tenant);
  const provision = new ProvisionTenant(unitOfWork, tenants, migrate, [sellsOnline], systemClock);
  const slug = `bench-${number}`;
  const host = `${slug}.localhost`;
  const wanted = {
    slug,
    name: { zh: `基准${number}`, en: `Benchmark ${number}` },
    currency: 'CNY',
    timeZone: TIME_ZONE,
    accentColor: '#0b6e4f',
    authServerUrl: config.identity.KEYCLOAK_URL,
  };
  return { tenant: await provision.execute(wanted, host, () => Promise.resolve()), host };
}

async function sellsOnline(tx: TenantTx): Promise<void> {
  await tx.execute(
    `INSERT INTO sales_channel (id, code, kind, name, net_rate_ppm, credit_used_minor, state, created_at)
     VALUES (gen_random_uuid(), 'storefront', 'storefront', 'Storefront', 1000000, 0, 'active', now()) ON CONFLICT DO NOTHING`,
  );
}
