import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EmptyDatabase } from '@lianpiao/testing';
import { createHash, randomBytes } from 'node:crypto';
import type { Client } from 'pg';

import {
  applyMigrations,
  dropTenantSchema,
  ensureRoles,
  ensureTenantSchema,
  MigrationDrift,
  pendingMigrations,
  sqlState,
  type Migration,
} from '../index.js';

let database: EmptyDatabase;
let owner: Client;
let scope: { tenantId: string; cell: string; schema: string; role: string };
beforeAll(async () => {
  database = await EmptyDatabase.open();
  owner = await database.connect();
  await database.alone(() => ensureRoles(owner, 'lianpiao-test'));
});
beforeEach(async () => {
  const opaque = randomBytes(8).toString('hex');
  scope = { tenantId: '', cell: '', schema: `t_${opaque}`, role: `r_${opaque}` };
  await ensureTenantSchema(owner, scope);
});
afterAll(async () => {
  const roles = await owner.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^t_[0-9a-f]{16}$'`,
  );
  for (const { name } of roles.rows) await dropTenantSchema(owner, { schema: name, role: name.replace('t_', 'r_') });
  await database.close();
});

/** Migrations that say these things, in order. */
function migrations(...statements: readonly string[]): Migration[] {
  return statements.map((sql, index) => ({
    number: index + 1,
    name: `step_${index + 1}`,
    sql,
    sha256: createHash('sha256').update(sql).digest('hex'),
  }));
}

const FIRST = 'CREATE TABLE pass (id int PRIMARY KEY); GRANT DELETE ON pass TO :"tenant_role"';
const SECOND = 'ALTER TABLE pass ADD COLUMN name text';

function migrate(client: Client, all: readonly Migration[]): Promise<Migration[]> {
  return applyMigrations(client, { schema: scope.schema, tenantRole: scope.role }, all);
}

function pending(all: readonly Migration[]): Promise<Migration[]> {
  return pendingMigrations(owner, { schema: scope.schema, tenantRole: scope.role }, all);
}

async function columns(): Promise<string[]> {
  const found = await owner.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'pass' ORDER BY 1`,
    [scope.schema],
  );
  return found.rows.map(({ name }) => name);
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('migrating a schema', () => {
  it('applies what is missing, once, in order', async () => {
    const all = migrations(FIRST, SECOND);
    expect(await migrate(owner, all.slice(0, 1))).toEqual(all.slice(0, 1));
    expect(await pending(all)).toEqual(all.slice(1));
    expect(await migrate(owner, all)).toEqual(all.slice(1));
    expect(await migrate(owner, all)).toEqual([]);
    expect(await columns()).toEqual(['id', 'name']);
  });

  it('takes place in that schema alone', async () => {
    await migrate(owner, migrations(FIRST));
    const tables = await owner.query(`SELECT schemaname FROM pg_tables WHERE tablename = 'pass' AND schemaname = $1`, [
      scope.schema,
    ]);
    expect(tables.rowCount).toBe(1);
    const path = await owner.query<{ path: string }>(`SELECT current_setting('search_path') AS path`);
    expect(path.rows[0]?.path).not.toContain(scope.schema);
  });

  it('happens once when several runners meet', async () => {
    const all = migrations(FIRST, SECOND, 'INSERT INTO pass VALUES (1)');
    const runners = await Promise.all([1, 2, 3].map(() => database.connect()));
    const applied = await Promise.all(runners.map((runner) => migrate(runner, all)));
    expect(applied.map((some) => some.length).toSorted()).toEqual([0, 0, 3]);
  });

  it('changes nothing, not even a catalog row, when there is nothing to do', async () => {
    const all = migrations(FIRST, SECOND);
    await migrate(owner, all);
    const versions = () =>
      owner.query<{ xmin: string }>(
        `SELECT c.xmin::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 ORDER BY 1`,
        [scope.schema],
      );
    const before = await versions();
    const begun = performance.now();
    for (let run = 0; run < 20; run += 1) await migrate(owner, all);
    expect((performance.now() - begun) / 20).toBeLessThan(100);
    expect((await versions()).rows).toEqual(before.rows);
  });

  it('waits for a table a few seconds at most: it must not queue the traffic behind itself', async () => {
    await migrate(owner, migrations(`CREATE TABLE pass AS SELECT current_setting('lock_timeout') AS waits`));
    const seen = await owner.query<{ waits: string }>(`SELECT waits FROM ${scope.schema}.pass`);
    expect(seen.rows).toEqual([{ waits: '5s' }]);
  });
});

describe('a migration that fails', () => {
  it('leaves nothing of itself, keeps those before it, and is named', async () => {
    const broken = migrations(FIRST, `${SECOND}; SELECT 1 / 0`, 'CREATE TABLE later ()');
    const error = await failure(migrate(owner, broken));
    expect(error).toMatchObject({ message: expect.stringMatching(`0002_step_2.*${scope.schema}.*division by zero`) });
    expect(sqlState((error as Error).cause)).toBe('22012');
    expect(await columns()).toEqual(['id']);
    expect(await pending(broken)).toEqual(broken.slice(1));
  });

  it('is applied by the next run once it is mended', async () => {
    await failure(migrate(owner, migrations(FIRST, 'SELECT 1 / 0')));
    expect(await migrate(owner, migrations(FIRST, SECOND))).toHaveLength(1);
    expect(await columns()).toEqual(['id', 'name']);
  });

  it('lets go of the schema, also when its connection dies', async () => {
    const dying = await database.connect();
    dying.on('error', () => undefined);
    const error = await failure(migrate(dying, migrations('SELECT pg_terminate_backend(pg_backend_pid())')));
    expect((error as Error).message).toContain('0001_step_1');
    expect(await migrate(owner, migrations(FIRST))).toHaveLength(1);
  });
});

describe('a schema that does not fit the files', () => {
  it('is refused when a released file was edited', async () => {
    await migrate(owner, migrations(FIRST, SECOND));
    const edited = migrations(`${FIRST};`, SECOND);
    await expect(migrate(owner, edited)).rejects.toThrow(MigrationDrift);
    await expect(pending(edited)).rejects.toThrow('migration 1 was changed');
  });

  it('is refused when a newer version has been there', async () => {
    await migrate(owner, migrations(FIRST, SECOND));
    await expect(migrate(owner, migrations(FIRST))).rejects.toThrow('migration 2, which this version does not know');
  });
});

describe('the schema of a tenant', () => {
  function another() {
    const opaque = randomBytes(8).toString('hex');
    return { ...scope, schema: `t_${opaque}`, role: `r_${opaque}` };
  }

  it('comes into being once, also when several make it at the same moment', async () => {
    const wanted = another();
    const makers = await Promise.all([1, 2, 3, 4].map(() => database.connect()));
    await Promise.all(makers.map((maker) => ensureTenantSchema(maker, wanted)));
    const found = await owner.query('SELECT FROM pg_namespace WHERE nspname = $1', [wanted.schema]);
    expect(found.rowCount).toBe(1);
  });

  it('comes into being as a whole or not at all', async () => {
    const wanted = { ...another(), role: 'pg_not_ours' };
    await expect(ensureTenantSchema(owner, wanted)).rejects.toThrow('reserved');
    const found = await owner.query('SELECT FROM pg_namespace WHERE nspname = $1', [wanted.schema]);
    expect(found.rowCount).toBe(0);
    expect((await owner.query('SELECT pg_current_xact_id_if_assigned() AS id')).rows).toEqual([{ id: null }]);
  });

  it.each(['t_"; DROP SCHEMA public', 'T_1', 'public.x', '', `t_${'x'.repeat(63)}`])(
    'has a name of ours: not %p',
    async (schema) => {
      await expect(ensureTenantSchema(owner, { ...scope, schema })).rejects.toThrow('not an identifier of ours');
    },
  );
});

describe('the tenant role', () => {
  async function asTenant(sql: string): Promise<string | undefined> {
    const client = await database.connect();
    await client.query(`SET ROLE ${scope.role}; SET search_path = ${scope.schema}`);
    return sqlState(await failure(client.query(sql)));
  }

  it('may read and insert into every table, more only where a migration says so', async () => {
    await migrate(owner, migrations(FIRST, SECOND));
    expect(await asTenant(`INSERT INTO pass VALUES (1, 'a'); SELECT FROM pass; DELETE FROM pass`)).toBeUndefined();
    expect(await asTenant(`UPDATE pass SET name = 'b'`)).toBe('42501');
  });

  it.each([
    `INSERT INTO schema_migration VALUES (9, 'x', 'y')`,
    'SELECT FROM schema_migration',
    'DELETE FROM schema_migration',
  ])('has no say in its history: %s', async (sql) => {
    await migrate(owner, migrations(FIRST));
    expect(await asTenant(sql)).toBe('42501');
  });

  it('is gone with its schema', async () => {
    await migrate(owner, migrations(FIRST));
    await dropTenantSchema(owner, scope);
    const left = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [scope.role]);
    expect(left.rowCount).toBe(0);
  });
});
