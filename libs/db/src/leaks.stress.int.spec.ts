import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@lianpiao/kernel';
import { EmptyDatabase, OwnPooler } from '@lianpiao/testing';
import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';

import { ensureRoles, ensureTenantSchema, hardenDatabase, LOGIN_ROLE } from './migrations/tenant-schema.js';
import { Database } from './pools.js';
import type { TenantScope } from './scope.js';
import type { PreparedSql, TenantTx } from './transaction.js';
import { UnitOfWork } from './unit-of-work.js';

const TENANTS = 100;
const TRANSACTIONS = 6_000;
const FAULTS = 0.3;
const AT_ONCE = 24;
const PASSWORD = 'lianpiao-test';
const CELL = 'cell-1';

let database: EmptyDatabase;
let owner: Client;
let scopes: TenantScope[];
let pooler: OwnPooler;
beforeAll(async () => {
  database = await EmptyDatabase.open();
  owner = await database.connect();
  await database.alone(() => ensureRoles(owner, PASSWORD));
  await hardenDatabase(owner);
  const suite = randomBytes(5).toString('hex');
  scopes = Array.from({ length: TENANTS }, (_, index) => {
    const opaque = `${suite}${String(index).padStart(6, '0')}`;
    return { tenantId: `tenant-${index}`, cell: CELL, schema: `t_${opaque}`, role: `r_${opaque}` };
  });
  for (const scope of scopes) {
    await ensureTenantSchema(owner, scope);
    await owner.query(`CREATE TABLE ${scope.schema}.mark (whose text NOT NULL, n bigint PRIMARY KEY)`);
    await owner.query(`INSERT INTO ${scope.schema}.mark VALUES ($1, 0)`, [scope.tenantId]);
  }
  pooler = await OwnPooler.before(appUrl());
}, 120_000);
afterAll(async () => {
  await pooler.stop();
  for (const { schema, role } of scopes) await owner.query(`DROP SCHEMA ${schema} CASCADE; DROP ROLE ${role}`);
  await database.close();
}, 60_000);

function appUrl(): string {
  const url = new URL(database.url);
  url.username = LOGIN_ROLE;
  url.password = PASSWORD;
  return url.href;
}

/** The same numbers each time, so that what fails once fails again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Commits: what it did to the connection is the next one's to undo. */
const LEFT_BEHIND = 'it leaves another path behind';

type Fault = (tx: TenantTx, other: TenantScope) => Promise<unknown>;

/** What goes wrong in the middle of a transaction, and what somebody may have smuggled into it. */
const faults: Readonly<Record<string, Fault>> = {
  'its work throws': () => Promise.reject(new Error('the work')),
  'a statement fails': (tx) => tx.execute('SELECT 1 / 0'),
  'a failed statement is ignored': (tx) => tx.execute('SELECT 1 / 0').catch(() => undefined),
  'its query is cancelled': (tx) => tx.execute(`SET LOCAL statement_timeout = '5ms'; SELECT pg_sleep(1)`),
  'its backend is killed': (tx) => tx.execute('SELECT pg_terminate_backend(pg_backend_pid())'),
  'it goes back to a savepoint': (tx) =>
    tx.execute('SAVEPOINT here; RESET ROLE; ROLLBACK TO SAVEPOINT here; SELECT 1 / 0'),
  'it forgets its role': (tx) => tx.execute('RESET ROLE; SELECT FROM mark'),
  'it loses its path': (tx) => tx.execute(`SET LOCAL search_path = ''; SELECT FROM mark`),
  'it names another schema': (tx, { schema }) => tx.execute(`SELECT FROM ${schema}.mark`),
  'it takes another path for good': (tx, { schema }) => tx.execute(`SET search_path = ${schema}; SELECT FROM mark`),
  'it takes another role for good, and fails': (tx, { role }) => tx.execute(`SET ROLE ${role}; SELECT 1 / 0`),
  'it calls set_config': (tx, { role }) => tx.execute(`SELECT set_config('role', '${role}', false)`),
  'it would be somebody else': (tx) => tx.execute('SET SESSION AUTHORIZATION postgres'),
  'it begins again': (tx) => tx.execute('BEGIN; SELECT 1 / 0'),
  [LEFT_BEHIND]: (tx, { schema }) => tx.execute(`SET search_path = ${schema}`),
  'its text is a statement': (tx, { schema }) =>
    tx.execute('SELECT $1::text, 1 / 0', [`'; SET search_path = ${schema}; --`]),
};

const ALL: PreparedSql = { name: 'spec-marks', text: (schema) => `SELECT whose FROM ${schema}.mark` };

interface Tally {
  readonly leaks: string[];
  faulted: number;
  /** Of each tenant, how many marks were acknowledged. */
  readonly kept: Map<string, number>;
}

/** What a transaction sees that is not its tenant's. */
async function strangers(tx: TenantTx, { tenantId, schema, role }: TenantScope): Promise<string[]> {
  const at = await tx.one<{ role: string; schema: string | null }>(
    'SELECT current_user::text AS role, current_schema()::text AS schema',
  );
  const [unqualified, prepared] = [
    await tx.query<{ whose: string }>('SELECT whose FROM mark'),
    await tx.prepared<{ whose: string }>(ALL, []),
  ];
  const seen = [...unqualified, ...prepared].filter(({ whose }) => whose !== tenantId).map(({ whose }) => whose);
  return [
    ...seen,
    ...(at?.role === role ? [] : [`role ${at?.role ?? ''}`]),
    ...(at?.schema === schema ? [] : ['path']),
  ];
}

async function storm(unitOfWork: UnitOfWork, seed: number): Promise<Tally> {
  const roll = dice(seed);
  const tally: Tally = { leaks: [], faulted: 0, kept: new Map() };
  const any = <T>(of: readonly T[]): T => of[Math.floor(roll() * of.length)] as T;
  let left = TRANSACTIONS;
  const customer = async () => {
    for (let n = left--; n > 0; n = left--) await transaction(n + seed * TRANSACTIONS);
  };
  const transaction = async (n: number) => {
    const scope = any(scopes);
    const [name, fault] = any(Object.entries(faults));
    const faulty = roll() < FAULTS;
    const other = any(scopes.filter((one) => one !== scope));
    const done = await unitOfWork
      .write({ tenant: { scope } }, async (tx) => {
        tally.leaks.push(...(await strangers(tx, scope)));
        await tx.execute('INSERT INTO mark (whose, n) VALUES ($1, $2)', [scope.tenantId, n]);
        if (faulty) await fault(tx, other);
        return true;
      })
      .catch(() => false);
    if (faulty) tally.faulted += 1;
    if (faulty && done && name !== LEFT_BEHIND) tally.leaks.push(`${name}: committed`);
    if (!faulty && !done) tally.leaks.push('a sound transaction was lost');
    if (done) tally.kept.set(scope.tenantId, (tally.kept.get(scope.tenantId) ?? 0) + 1);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, customer));
  return tally;
}

describe(`${TRANSACTIONS} transactions of ${TENANTS} tenants over a few connections, three in ten of them failing`, () => {
  it.each([
    ['our pool', () => appUrl(), true],
    ['PgBouncer in transaction mode', () => pooler.url, false],
  ])(
    'leak nothing through %s, and keep what was acknowledged',
    async (through, urlOf, preparedStatements) => {
      const pool = { url: urlOf(), applicationName: 'spec', size: 8, preparedStatements };
      const pools = await Database.open({ control: { ...pool, size: 1 }, cells: new Map([[CELL, pool]]) });
      const before = await marks();
      const tally = await storm(new UnitOfWork(pools, new FixedClock(new Date())), through === 'our pool' ? 1 : 2);
      await pools.close();
      expect([...new Set(tally.leaks)]).toEqual([]);
      expect(tally.faulted / TRANSACTIONS).toBeCloseTo(FAULTS, 1);
      const after = await marks();
      for (const { tenantId } of scopes)
        expect((after.get(tenantId) ?? 0) - (before.get(tenantId) ?? 0)).toBe(tally.kept.get(tenantId) ?? 0);
    },
    120_000,
  );
});

/** Marks of each tenant, wherever they are. @throws when one is in another's table */
async function marks(): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  for (const { schema, tenantId } of scopes) {
    const { rows } = await owner.query<{ whose: string; marks: string }>(
      `SELECT whose, count(*) AS marks FROM ${schema}.mark GROUP BY whose`,
    );
    expect(rows.map(({ whose }) => whose)).toEqual([tenantId]);
    counted.set(tenantId, Number(rows[0]?.marks));
  }
  return counted;
}
