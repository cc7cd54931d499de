import type { Client } from 'pg';

import { identifier } from '../scope.js';
import type { Migration } from './migration-files.js';

/** A schema is ahead of, or differs from, the files this version ships: a newer version ran, or a released file was edited. */
export class MigrationDrift extends Error {}

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
  await owner.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrate:${target.schema}`]);
  try {
    const pending = await pendingMigrations(owner, target, migrations);
    for (const migration of pending) await applyOne(owner, target, migration);
    return pending;
  } finally {
    await owner.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`migrate:${target.schema}`]);
  }
}

/** What is still to be applied. Throws MigrationDrift when the schema does not fit the files. */
export async function pendingMigrations(
  owner: Client,
  target: SchemaTarget,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const schema = identifier(target.schema);
  await owner.query(
    `CREATE TABLE IF NOT EXISTS ${schema}.schema_migration (
       number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
  // Default privileges hand every new table to the tenant; its own history is not the tenant's to write.
  if (target.tenantRole) {
    await owner.query(`REVOKE ALL ON ${schema}.schema_migration FROM ${identifier(target.tenantRole)}`);
  }
  const applied = await owner.query<AppliedRow>(
    `SELECT number, sha256 FROM ${schema}.schema_migration ORDER BY number`,
  );
  for (const row of applied.rows) assertUnchanged(target, row, migrations[row.number - 1]);
  return migrations.slice(applied.rows.length);
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
    await owner.query('ROLLBACK');
    throw error;
  }
}

function forTarget(sql: string, target: SchemaTarget): string {
  const { tenantRole } = target;
  return tenantRole ? sql.replaceAll(':"tenant_role"', identifier(tenantRole)) : sql;
}
