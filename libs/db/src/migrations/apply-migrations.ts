import type { Client } from 'pg';

import { sqlState } from '../retry.js';
import { identifier } from '../scope.js';
import type { Migration } from './migration-files.js';

/** A schema is ahead of, or differs from, the files this version ships: a newer version ran, or a released file was edited. */
export class MigrationDrift extends Error {}

/** One migration could not be applied, and nothing of it was; those before it stand. */
export class MigrationFailed extends Error {
  constructor(schema: string, { number, name }: Migration, cause: unknown) {
    const file = `${String(number).padStart(4, '0')}_${name}`;
    super(`migration ${file} failed on ${schema}: ${cause instanceof Error ? cause.message : 'unknown'}`, { cause });
    this.name = 'MigrationFailed';
  }
}

/** Undefined table, invalid schema name. */
const MISSING = new Set(['42P01', '3F000']);
const LOCK_NOT_AVAILABLE = '55P03';

export interface SchemaTarget {
  readonly schema: string;
  /** The role that `:"tenant_role"` stands for in tenant migrations. */
  readonly tenantRole?: string;
}

interface AppliedRow {
  number: number;
  sha256: string;
}

/**
 * Brings one schema up to date; answers what was applied now. Each migration and the row that records it commit together; an
 * advisory lock per schema lets several runners meet; waiting for a table lock is bounded, so that a migration never
 * queues the whole traffic behind itself.
 */
export async function applyMigrations(
  owner: Client,
  target: SchemaTarget,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  return aloneMigrating(owner, target.schema, async () => {
    const pending = await pendingMigrations(owner, target, migrations);
    for (const migration of pending) await applyOne(owner, target, migration);
    return pending;
  });
}

/** One connection at a time migrates a schema, or moves it; whoever has the lock may take it again. */
export async function aloneMigrating<T>(owner: Client, schema: string, work: () => Promise<T>): Promise<T> {
  const lock = [`migrate:${schema}`];
  await owner.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', lock);
  try {
    return await work();
  } finally {
    await quietly(owner, 'SELECT pg_advisory_unlock(hashtextextended($1, 0))', lock);
  }
}

/**
 * Whether exactly these have been applied: one round trip that changes and locks nothing, since a run with nothing to do comes at
 * every start, for every tenant. False also where the schema or its history is missing.
 */
export async function isUpToDate(
  owner: Client,
  target: SchemaTarget,
  migrations: readonly Migration[],
): Promise<boolean> {
  const hashes = migrations.map(({ sha256 }) => sha256);
  const history = `${identifier(target.schema)}.schema_migration`;
  try {
    const { rows } = await owner.query<{ same: boolean }>(
      `SELECT coalesce(array_agg(sha256 ORDER BY number), '{}') = $1::text[] AS same FROM ${history}`,
      [hashes],
    );
    return rows[0]?.same ?? false;
  } catch (error) {
    if (MISSING.has(sqlState(error) ?? '')) return false;
    throw error;
  }
}

/** Whether a migration could not get a lock in time, which it may the next time. */
export function isLockTimeout(error: unknown): boolean {
  return sqlState(error instanceof MigrationFailed ? error.cause : error) === LOCK_NOT_AVAILABLE;
}

/** What is still to be applied. Throws MigrationDrift when the schema does not fit the files. */
export async function pendingMigrations(
  owner: Client,
  target: SchemaTarget,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const schema = identifier(target.schema);
  await ensureHistory(owner, target);
  const applied = await owner.query<AppliedRow>(
    `SELECT number, sha256 FROM ${schema}.schema_migration ORDER BY number`,
  );
  for (const row of applied.rows) assertUnchanged(target, row, migrations[row.number - 1]);
  return migrations.slice(applied.rows.length);
}

/** A run with nothing to do must leave the catalogs alone: it comes at every start, for every tenant. */
async function ensureHistory(owner: Client, target: SchemaTarget): Promise<void> {
  const schema = identifier(target.schema);
  const found = await owner.query('SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [
    target.schema,
    'schema_migration',
  ]);
  if (found.rowCount !== 0) return;
  // Default privileges hand every new table to the tenant; its own history is not the tenant's to write. One message, one commit.
  const revoke = target.tenantRole
    ? `; REVOKE ALL ON ${schema}.schema_migration FROM ${identifier(target.tenantRole)}`
    : '';
  await owner.query(
    `CREATE TABLE IF NOT EXISTS ${schema}.schema_migration (
       number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())${revoke}`,
  );
}

function assertUnchanged(target: SchemaTarget, row: AppliedRow, file: Migration | undefined): void {
  if (!file) throw new MigrationDrift(`${target.schema} has migration ${row.number}, which this version does not know`);
  if (file.sha256 !== row.sha256)
    throw new MigrationDrift(`migration ${row.number} was changed after ${target.schema} applied it`);
}

async function applyOne(owner: Client, target: SchemaTarget, migration: Migration): Promise<void> {
  const schema = identifier(target.schema);
  try {
    await owner.query(`BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL search_path = ${schema}`);
    await owner.query(forTarget(migration.sql, target));
    await owner.query(`INSERT INTO ${schema}.schema_migration (number, name, sha256) VALUES ($1, $2, $3)`, [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await owner.query('COMMIT');
  } catch (error) {
    await quietly(owner, 'ROLLBACK');
    throw new MigrationFailed(target.schema, migration, error);
  }
}

/** Cleans up behind a failure. On a connection that is gone the server has done so; the first error is the one to tell. */
async function quietly(owner: Client, sql: string, params: readonly unknown[] = []): Promise<void> {
  await owner.query(sql, [...params]).catch(() => undefined);
}

function forTarget(sql: string, target: SchemaTarget): string {
  const { tenantRole } = target;
  return tenantRole ? sql.replaceAll(':"tenant_role"', identifier(tenantRole)) : sql;
}
