import {
  applyMigrations,
  ensureRoles,
  ensureTenantSchema,
  hardenDatabase,
  readMigrations,
  type Migration,
  type TenantScope,
} from '@lianpiao/db';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';

/** Of the login role, on servers that are thrown away. */
export const PASSWORD = 'lianpiao-test';
const MIGRATIONS = join(import.meta.dirname, '../../../migrations/tenant');
const TENANTS = ['a', 'b'];

/**
 * Creates a database as a copy of one with two migrated tenants, `t_a` and `t_b`. The template is made once per server and set of
 * migrations; copying it takes a fraction of migrating. Roles and templates belong to the whole server: suites take turns.
 */
export async function cloneOfTemplate(server: string, name: string): Promise<void> {
  const migrations = await readMigrations(MIGRATIONS);
  const template = `spec_template_${fingerprint(migrations)}`;
  await asOwner(server, async (owner) => {
    await owner.query(`SELECT pg_advisory_lock(hashtextextended('spec roles', 0))`);
    await ensureRoles(owner, PASSWORD);
    const known = await owner.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (known.rowCount === 0) await makeTemplate(owner, server, template, migrations);
    await owner.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  // Of the copy itself: what a database grants to everybody is not copied with it.
  await asOwner(at(server, name), hardenDatabase);
}

/** Under another name until it is whole: a killed run must not leave half a template. */
async function makeTemplate(
  owner: Client,
  server: string,
  template: string,
  migrations: readonly Migration[],
): Promise<void> {
  const draft = `${template}_draft`;
  await owner.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await owner.query(`CREATE DATABASE ${draft}`);
  await asOwner(at(server, draft), async (builder) => {
    for (const letter of TENANTS) await addTenant(builder, letter, migrations);
  });
  await owner.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function addTenant(builder: Client, letter: string, migrations: readonly Migration[]): Promise<void> {
  const scope: TenantScope = { tenantId: '', cell: '', schema: `t_${letter}`, role: `spec_tenant_${letter}` };
  await ensureTenantSchema(builder, scope);
  await applyMigrations(builder, { schema: scope.schema, tenantRole: scope.role }, migrations);
}

/** A connection of the server's owner for a piece of work. */
export async function asOwner(url: string, work: (owner: Client) => Promise<void>): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

/** The same server, another database. */
export function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

function fingerprint(migrations: readonly Migration[]): string {
  return createHash('sha256')
    .update(migrations.map(({ sha256 }) => sha256).join())
    .digest('hex')
    .slice(0, 12);
}
