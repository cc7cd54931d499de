import { dropTenantSchema } from '@lianpiao/db';
import { parseArgs } from 'node:util';

import {
  connected,
  DatabaseAddresses,
  MigrateFleet,
  MigrateTenant,
  PrepareDatabases,
  TenantRepository,
  type FleetProgress,
} from '../modules/tenancy/index.js';
import { openRuntime, readConfig, shippedMigrations, type Config, type Runtime } from './runtime.js';

const MOST_AT_ONCE = 64;
const TOLD_EVERY = 50;
const TOLD_EVERY_MS = 10_000;

/**
 * Databases, roles and the platform's tables, then every tenant, a few at a time. Throws when a tenant is left behind; run again, it
 * goes on with that one.
 */
export async function migrate(words: readonly string[]): Promise<string> {
  const atOnce = atOnceIn(words);
  const config = readConfig(process.env);
  const prepared = await prepare(config);
  const runtime = await openRuntime('migrate', config);
  try {
    const { migrated, applied, failed } = await new MigrateFleet(
      runtime.unitOfWork,
      new TenantRepository(),
      tenantMigrator(runtime),
    ).execute(
      atOnce,
      teller((line) => process.stderr.write(line)),
    );
    if (failed.length > 0) throw new Error(failed.map(({ slug, reason }) => `${slug} is behind: ${reason}`).join('\n'));
    return `platform: ${prepared.applied} migrations applied; tenants up to date: ${migrated} (${applied} migrations applied)`;
  } finally {
    await runtime.close();
  }
}

function atOnceIn(words: readonly string[]): number | undefined {
  const { values } = parseArgs({ args: [...words], options: { 'at-once': { type: 'string' } } });
  const given = values['at-once'];
  if (given === undefined) return undefined;
  const atOnce = Number(given);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MOST_AT_ONCE)
    throw new Error(`--at-once is a number of tenants, 1-${MOST_AT_ONCE}`);
  return atOnce;
}

/** Tells how far the fleet is: often enough for a large one, in time for a slow one, and at its end. */
export function teller(write: (line: string) => void, now = () => performance.now()) {
  let toldAt = now();
  return ({ total, upToDate, behind }: FleetProgress): void => {
    const done = upToDate + behind;
    if (done % TOLD_EVERY !== 0 && done !== total && now() - toldAt < TOLD_EVERY_MS) return;
    toldAt = now();
    write(`tenants: ${done} of ${total}${behind > 0 ? `, ${behind} left behind` : ''}\n`);
  };
}

/** Drops every database of ours. For laptops. */
export async function reset(sure: string | undefined): Promise<string> {
  if (sure !== '--yes') throw new Error('this drops every tenant: cli reset --yes');
  const config = readConfig(process.env);
  if (config.server.NODE_ENV === 'production') throw new Error('not in production');
  const addresses = new DatabaseAddresses(config.tenancy);
  const owner = await connected(addresses.owner());
  try {
    for (const cell of addresses.cells) await forget(addresses, cell, await placesOf(owner, cell));
    await owner.query('DROP SCHEMA IF EXISTS platform CASCADE');
    return 'dropped';
  } finally {
    await owner.end();
  }
}

type Owner = Awaited<ReturnType<typeof connected>>;
type Place = Readonly<Record<'schema' | 'role', string>>;

async function placesOf(owner: Owner, cell: string): Promise<Place[]> {
  const known = await owner.query<{ present: boolean }>(`SELECT to_regclass('platform.tenant') IS NOT NULL AS present`);
  if (!known.rows[0]?.present) return [];
  const tenants = await owner.query<Place>(
    'SELECT schema_name AS schema, role_name AS role FROM platform.tenant WHERE cell_id = $1',
    [cell],
  );
  return tenants.rows;
}

/** A cell's database, and the roles it leaves behind on its server. */
async function forget(addresses: DatabaseAddresses, cell: string, places: readonly Place[]): Promise<void> {
  const server = await connected(addresses.maintenance(cell));
  try {
    await server.query(`DROP DATABASE IF EXISTS "${addresses.databaseOf(cell)}" WITH (FORCE)`);
    for (const place of places) await dropTenantSchema(server, place);
  } finally {
    await server.end();
  }
}

async function prepare(config: Config): Promise<{ applied: number }> {
  const { platform } = await shippedMigrations(config);
  return new PrepareDatabases(
    new DatabaseAddresses(config.tenancy),
    platform,
    config.tenancy.APP_DB_PASSWORD.reveal(),
  ).execute();
}

function tenantMigrator({ unitOfWork, addresses, migrations }: Runtime): MigrateTenant {
  return new MigrateTenant(unitOfWork, new TenantRepository(), addresses, migrations.tenant);
}
