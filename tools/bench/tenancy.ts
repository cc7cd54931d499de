import type { Migration } from '@lianpiao/db';
import { createHash } from 'node:crypto';

import { openRuntime, readConfig } from '../../apps/api/src/app/runtime.js';
import { connected, MigrateFleet, MigrateTenant, TenantRepository } from '../../apps/api/src/modules/tenancy/index.js';
import { closedLoop, type Measured } from './load/closed-loop.js';
import { runOnce, startApi } from './platform/api-program.js';
import { parentOf, processorTime } from './platform/processor-time.js';
import { surroundings } from './platform/surroundings.js';
import { seedPasses } from './redeem/passes.js';
import { seedRegion } from './redeem/region.js';
import { TicketPress } from './redeem/ticket-press.js';
import { box, load } from './report/box.js';
import { conclude } from './report/outcome.js';
import { compared, perSecond, type Path, type Run } from './report/ratios.js';
import { percentile } from './report/statistics.js';
import { makeFleet, type FleetTenant } from './tenancy/fleet.js';
import { backendMemory, privateMemory } from './tenancy/memory.js';
import { asBusy, busyShares, inTurn, type Order } from './tenancy/orders.js';
import { looking, Redeeming } from './tenancy/works.js';

/** What 1,000 tenants may cost, as a share of the rate of one. */
const FLOOR = 0.9;
const CLIENTS = 32;
/** Until every tenant has been met several times. */
const WARM_UP_SECONDS_A_TENANT = 0.04;
const TABLE_WITH_KEY_AND_INDEX = `
  CREATE TABLE bench_note (id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES sales_order, note text NOT NULL);
  CREATE INDEX bench_note_by_order ON bench_note (order_id);`;

const say = (text: string) => process.stdout.write(`${text}\n`);
/** Many and short: who shares the machine, or what Postgres does in the background, then meets all contenders alike. */
const around = surroundings(process.env, { rounds: 8, seconds: 4 });
const { rounds, seconds } = around;
const since = Date.now();
const size = Number(process.env.BENCH_TENANTS ?? 1_000);
const sizes = [...new Set([1, 100, size])].filter((tenants) => tenants <= size);
/** More than this machine redeems in a second: passes are made for so many. */
const MOST_A_SECOND = 2_500;

await runOnce(around, 'migrate');
const runtime = await openRuntime('api', readConfig(process.env));
const owner = await connected(runtime.addresses.owner('cell-1'));
const { rows } = await owner.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
const databasePid = parentOf(rows[0]?.pid ?? 0) ?? 0;

try {
  say(`Provisioning ${size} tenants, four at once, without a realm`);
  const made = await makeFleet(runtime, size, (count) => count % 100 === 0 && say(`  ${count} of ${size}`));
  const ms = (share: number) => percentile(made.each, share).toFixed(0);
  say(`  took ${made.seconds.toFixed(1)} s: ${ms(0.5)} ms a tenant at p50, ${ms(0.99)} ms at p99, four at once`);

  say('Migrating the fleet');
  await migrated('nothing to do', []);
  await migrated('a table with a foreign key and an index', [added(TABLE_WITH_KEY_AND_INDEX)]);
  await migrated('the same again', [added(TABLE_WITH_KEY_AND_INDEX)]);

  say('Attractions, a pass and its holders in every tenant');
  await seed(made.fleet);
  const races = [reads, redeems].filter(({ name }) => name.includes(around.only));
  let holds = true;
  for (const race of races) holds = (await race(made.fleet)) && holds;
  await memory(made.fleet);
  say(`${box()}. Load average after: ${load()}. Took ${((Date.now() - since) / 1_000).toFixed(0)} s.`);
  conclude(holds, say);
} finally {
  await owner.end();
  await runtime.close();
}

async function migrated(what: string, more: readonly Migration[]): Promise<void> {
  const { unitOfWork, addresses, migrations } = runtime;
  const migrate = new MigrateTenant(unitOfWork, new TenantRepository(), addresses, [...migrations.tenant, ...more]);
  const start = performance.now();
  const {
    migrated: done,
    applied,
    failed,
  } = await new MigrateFleet(unitOfWork, new TenantRepository(), migrate).execute();
  if (failed.length > 0) throw new Error(`${failed.length} tenants are behind: ${failed[0]?.reason ?? ''}`);
  const took = ((performance.now() - start) / 1_000).toFixed(1);
  say(`  ${what}: ${took} s for ${done} tenants, ${applied} migrations applied`);
}

function added(sql: string): Migration {
  const number = runtime.migrations.tenant.length + 1;
  return { number, name: 'bench', sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

/** As many passes as each tenant may need in all runs of all contenders, and some for chance. */
async function seed(fleet: readonly FleetTenant[]): Promise<void> {
  const contending = [...sizes.map(busyShares), Array<number>(size).fill(1 / size)];
  for (const [at, { tenant }] of fleet.entries()) {
    await owner.query(`SET search_path = ${tenant.scope.schema}`);
    await seedRegion(owner, new TicketPress(tenant.id).publicKey);
    const worked = contending.map((shares) => (shares[at] ?? 0) * (rounds * seconds + warmUpOf(shares.length)));
    const passes = worked.reduce((sum, time) => sum + time * MOST_A_SECOND, 50);
    await seedPasses(owner, { first: 0, end: Math.ceil(passes) });
  }
  await settle(fleet);
}

/** What making the fleet left to clean up is cleaned up before anything is measured: autovacuum then does what the races ask of it. */
async function settle(fleet: readonly FleetTenant[]): Promise<void> {
  await owner.query('SELECT pg_stat_force_next_flush()');
  for (const { tenant } of fleet) {
    await owner.query(`SET search_path = ${tenant.scope.schema}`);
    await owner.query(
      'VACUUM (ANALYZE) attraction, product, gate, sales_order, order_line, entitlement, redemption, outbox',
    );
  }
  const { rows: catalog } = await owner.query<{ name: string }>(
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'",
  );
  await owner.query(`VACUUM (ANALYZE) ${catalog.map(({ name }) => name).join(', ')}`);
  await owner.query('CHECKPOINT');
}

async function reads(fleet: readonly FleetTenant[]): Promise<boolean> {
  const api = await startApi(around);
  try {
    return await race('read: the catalogue over GraphQL, by host', api.pid, async (order, time) => {
      const { turn, close } = await looking(fleet, order, api.port, CLIENTS);
      return closedLoop(CLIENTS, time, turn).finally(close);
    });
  } finally {
    await api.stop();
  }
}

function redeems(fleet: readonly FleetTenant[]): Promise<boolean> {
  const redeeming = new Redeeming(runtime.unitOfWork);
  return race('redeem: one scan a transaction, over the unit of work', process.pid, (order, time) =>
    closedLoop(CLIENTS, time, redeeming.turn(fleet, order)),
  );
}

type Work = (order: Order, seconds: number) => Promise<Measured>;

async function race(what: string, pid: number, work: Work): Promise<boolean> {
  say(`\n${what}. Load average before: ${load()}`);
  const paths = contenders();
  for (const { order, warmUp } of paths) await work(order, warmUp);
  for (let round = 0; round < rounds; round += 1) {
    // Each in another place of the round: what comes once a minute, such as autovacuum, does not always meet the same one.
    const first = round % paths.length;
    for (const { name, order, runs } of [...paths.slice(first), ...paths.slice(0, first)]) {
      const before = [processorTime(databasePid), processorTime(pid)] as const;
      const measured = await work(order, seconds);
      const [databaseMs, apiMs] = [processorTime(databasePid) - before[0], processorTime(pid) - before[1]];
      runs.push({ ...measured, batch: 1, databaseMs, apiMs });
      say(`  ${name.padEnd(22)}  ${perSecond(measured).toFixed(0).padStart(6)}/s  load ${load()}`);
    }
  }
  const { text, holds } = compared(paths);
  say(`\n${text}\n`);
  return holds;
}

function warmUpOf(tenants: number): number {
  return Math.min(3, seconds) + tenants * WARM_UP_SECONDS_A_TENANT;
}

interface Contender extends Path {
  readonly order: Order;
  readonly warmUp: number;
  readonly runs: Run[];
}

/** Each size with its tenants as busy as in life; the largest also in turn, to know the worst. */
function contenders(): Contender[] {
  const path = (tenants: number, order: Order, more = {}) => ({
    name: `${tenants} tenant${tenants === 1 ? '' : 's'}`,
    ...{ order, runs: [], warmUp: warmUpOf(tenants) },
    ...more,
  });
  const busy = sizes.map((tenants) => path(tenants, asBusy(tenants), tenants === size && { floor: FLOOR }));
  return [...busy, path(size, inTurn(size), { name: `${size} tenants in turn` })];
}

/** What a backend of the pool holds after all this, and one that nobody recycles after touching every schema once. */
async function memory(fleet: readonly FleetTenant[]): Promise<void> {
  const pooled = await backendMemory(owner, 'lianpiao-api');
  const kept = await connected(runtime.addresses.owner('cell-1'));
  try {
    const { rows: found } = await kept.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    for (const { tenant } of fleet) {
      const tables = await tablesOf(tenant.scope.schema);
      for (const table of tables) await kept.query(`SELECT FROM ${tenant.scope.schema}.${table} LIMIT 0`);
    }
    const largest = pooled.slice(0, 3).map((mib) => mib.toFixed(0));
    say(`Memory of a backend, MiB: ${largest.join(', ')} the largest of the pool's ${pooled.length};`);
    say(
      `  ${privateMemory(found[0]?.pid ?? 0).toFixed(0)} one that touched every table of ${fleet.length} schemas and is never recycled.`,
    );
  } finally {
    await kept.end();
  }
}

async function tablesOf(schema: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1',
    [schema],
  );
  return tables.map(({ name }) => name);
}
