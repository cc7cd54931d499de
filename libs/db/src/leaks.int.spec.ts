import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@lianpiao/kernel';
import { EmptyDatabase, TwoTenants } from '@lianpiao/testing';
import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';

import {
  Database,
  dropTenantSchema,
  ensureRoles,
  ensureTenantSchema,
  hardenDatabase,
  LOGIN_ROLE,
  sqlState,
  UnitOfWork,
  type TenantScope,
} from './index.js';

const PASSWORD = 'lianpiao-test';
const CELL = 'cell-1';
const PERMISSION_DENIED = '42501';
const UNDEFINED_TABLE = '42P01';

let database: EmptyDatabase;
let owner: Client;
let pools: Database;
let unitOfWork: UnitOfWork;
let a: TenantScope;
let b: TenantScope;
beforeAll(async () => {
  database = await EmptyDatabase.open();
  owner = await database.connect();
  await database.alone(() => ensureRoles(owner, PASSWORD));
  await hardenDatabase(owner);
  [a, b] = [aScope(), aScope()];
  for (const { schema } of await Promise.all([a, b].map(made)))
    await owner.query(
      `CREATE TABLE ${schema}.secret (whose text PRIMARY KEY); INSERT INTO ${schema}.secret VALUES ('${schema}')`,
    );
  const pool = { url: appUrl(), applicationName: 'spec', size: 1 };
  pools = await Database.open({ control: pool, cells: new Map([[CELL, pool]]) });
  unitOfWork = new UnitOfWork(pools, new FixedClock(new Date()));
});
afterAll(async () => {
  await pools.close();
  for (const scope of [a, b]) await dropTenantSchema(owner, scope);
  await database.close();
});

function aScope(): TenantScope {
  const opaque = randomBytes(10).toString('hex');
  return { tenantId: opaque, cell: CELL, schema: `t_${opaque}`, role: `r_${opaque}` };
}

async function made(scope: TenantScope): Promise<TenantScope> {
  await ensureTenantSchema(await database.connect(), scope);
  return scope;
}

function appUrl(): string {
  const url = new URL(database.url);
  url.username = LOGIN_ROLE;
  url.password = PASSWORD;
  return url.href;
}

/** What a tenant gets of a statement: its rows, or the SQLSTATE it is refused with. All of them share one connection. */
function asked(scope: TenantScope, sql: string): Promise<unknown> {
  return unitOfWork.write({ tenant: { scope } }, (tx) => tx.query(sql)).catch((error: unknown) => sqlState(error));
}

describe('a text that somebody smuggled in', () => {
  it.each([
    ['another user', () => 'SET SESSION AUTHORIZATION postgres'],
    ['another tenant', () => `SET SESSION AUTHORIZATION ${b.role}`],
    ['another user until the end', () => `SET LOCAL SESSION AUTHORIZATION ${b.role}`],
    ['the owner', () => 'SET ROLE postgres'],
    ['another role by a function', () => `SELECT set_config('session_authorization', '${b.role}', false)`],
  ])('does not make a tenant %s', async (_whom, sql) => {
    expect(await asked(a, sql())).toBe(PERMISSION_DENIED);
    expect(await asked(a, 'SELECT whose FROM secret')).toEqual([{ whose: a.schema }]);
  });

  it.each([
    'RESET SESSION AUTHORIZATION',
    'SET SESSION AUTHORIZATION DEFAULT',
    'RESET ROLE',
    'RESET ALL',
    'DISCARD PLANS',
  ])('has nothing of anybody by %s, and leaves nothing behind', async (sql) => {
    expect(await asked(a, `${sql}; SELECT whose FROM ${b.schema}.secret`)).toBe(PERMISSION_DENIED);
    expect(await asked(b, 'SELECT whose, current_user::text AS role FROM secret')).toEqual([
      { whose: b.schema, role: b.role },
    ]);
  });
});

describe('what belongs to another role', () => {
  it('is not reached through a view, neither one beside it nor one of its own that asks as the caller', async () => {
    await owner.query(`CREATE VIEW ${b.schema}.shown AS SELECT whose FROM ${b.schema}.secret`);
    await owner.query(`CREATE VIEW ${a.schema}.spy WITH (security_invoker) AS SELECT whose FROM ${b.schema}.secret`);
    expect(await asked(a, `SELECT whose FROM ${b.schema}.shown`)).toBe(PERMISSION_DENIED);
    expect(await asked(a, 'SELECT whose FROM spy')).toBe(PERMISSION_DENIED);
    expect(await asked(b, 'SELECT whose FROM shown')).toEqual([{ whose: b.schema }]);
  });

  it('is not reached through a function, neither its own nor one of the caller', async () => {
    const body = `RETURNS text LANGUAGE sql AS 'SELECT whose FROM ${b.schema}.secret'`;
    await owner.query(`CREATE FUNCTION ${b.schema}.told() ${body}; CREATE FUNCTION ${a.schema}.spying() ${body}`);
    expect(await asked(a, `SELECT ${b.schema}.told()`)).toBe(PERMISSION_DENIED);
    expect(await asked(a, 'SELECT spying()')).toBe(PERMISSION_DENIED);
    expect(await asked(b, 'SELECT told()')).toEqual([{ told: b.schema }]);
  });

  it('is not reached through a sequence', async () => {
    await owner.query(`CREATE SEQUENCE ${b.schema}.numbers`);
    for (const sql of [`nextval('${b.schema}.numbers')`, `setval('${b.schema}.numbers', 9)`, `lastval()`])
      expect(await asked(a, `SELECT ${sql}`)).toMatch(/^(42501|55000)$/);
    expect(await asked(a, `SELECT last_value FROM ${b.schema}.numbers`)).toBe(PERMISSION_DENIED);
  });

  it('is not dropped, taken over or granted', async () => {
    for (const sql of [
      `DROP TABLE ${b.schema}.secret`,
      `ALTER TABLE ${b.schema}.secret OWNER TO ${a.role}`,
      `GRANT SELECT ON ${b.schema}.secret TO ${a.role}`,
      `ALTER SCHEMA ${b.schema} OWNER TO ${a.role}`,
      `LOCK TABLE ${b.schema}.secret`,
      `COPY ${b.schema}.secret TO STDOUT`,
    ])
      expect(await asked(a, sql)).toBe(PERMISSION_DENIED);
  });
});

describe('a table of a later migration', () => {
  it('is its own tenant’s to read and insert into, and nobody else’s, over connections that were there before', async () => {
    for (const scope of [a, b]) expect(await asked(scope, 'SELECT FROM later')).toBe(UNDEFINED_TABLE);
    await owner.query(`CREATE TABLE ${a.schema}.later (id int PRIMARY KEY)`);
    expect(await asked(a, 'INSERT INTO later VALUES (1) RETURNING id')).toEqual([{ id: 1 }]);
    expect(await asked(b, 'SELECT FROM later')).toBe(UNDEFINED_TABLE);
    expect(await asked(b, `SELECT FROM ${a.schema}.later`)).toBe(PERMISSION_DENIED);
    expect(await asked(b, `INSERT INTO ${a.schema}.later VALUES (2)`)).toBe(PERMISSION_DENIED);
  });
});

describe('the tables that tenants really have', () => {
  it('hold nothing that asks as its owner or counts for itself, and a tenant’s role owns nothing', async () => {
    const tenants = await TwoTenants.open();
    const found = await tenants.unitOfWork.read({ tenant: tenants.a }, (tx) =>
      tx.query(
        `SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = ANY($1) AND (c.relkind IN ('S', 'm', 'f')
             OR (c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY(c.reloptions), false))
             OR pg_get_userbyid(c.relowner) = ANY($2))
         UNION ALL SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = ANY($1) AND (p.prosecdef OR pg_get_userbyid(p.proowner) = ANY($2))`,
        [
          [tenants.a.scope.schema, tenants.b.scope.schema],
          [tenants.a.scope.role, tenants.b.scope.role],
        ],
      ),
    );
    await tenants.close();
    expect(found).toEqual([]);
  });
});
