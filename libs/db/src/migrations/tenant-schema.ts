import type { Client } from 'pg';

import { identifier, type TenantScope } from '../scope.js';

/** The login role of the API: no inheritance, no table rights, no search path. Forgetting the scope fails, it never leaks. */
export const LOGIN_ROLE = 'lianpiao_app';
/** No statement, no wait for a lock and no forgotten transaction lasts longer. */
const BOUNDS = {
  statement_timeout: '15s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '20s',
} as const;
const CONTROL_ROLES = ['lianpiao_directory', 'lianpiao_operator'];

/** Creates the platform's roles (idempotent) and sets the login role's password. */
export async function ensureRoles(owner: Client, loginPassword: string): Promise<void> {
  for (const role of CONTROL_ROLES) await ensureRole(owner, role, 'NOLOGIN NOINHERIT');
  await ensureRole(owner, LOGIN_ROLE, 'LOGIN NOINHERIT');
  const password = owner.escapeLiteral(loginPassword);
  await owner.query(`ALTER ROLE ${identifier(LOGIN_ROLE)} PASSWORD ${password}`);
  await owner.query(`ALTER ROLE ${identifier(LOGIN_ROLE)} SET search_path = ''`);
  // With the role and not with the connection: a pooler in between knows nothing of what its clients ask for.
  for (const [setting, value] of Object.entries(BOUNDS))
    await owner.query(`ALTER ROLE ${identifier(LOGIN_ROLE)} SET ${setting} = '${value}'`);
  const granted = CONTROL_ROLES.map(identifier).join(', ');
  await owner.query(`GRANT ${granted} TO ${identifier(LOGIN_ROLE)} WITH INHERIT FALSE, SET TRUE`);
}

/** Takes from everybody what a database grants by default: creating in public, and switching role through set_config. */
export async function hardenDatabase(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  await owner.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  await owner.query(`REVOKE TEMPORARY ON DATABASE ${rows[0]?.name ?? ''} FROM PUBLIC`);
  await owner.query('REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC');
}

/**
 * Creates a tenant's schema and role, both or neither; leaves alone what is there. Later tables are readable and insertable; anything
 * more a migration grants.
 */
export async function ensureTenantSchema(owner: Client, scope: TenantScope): Promise<void> {
  const [schema, role] = [identifier(scope.schema), identifier(scope.role)];
  await owner.query('BEGIN');
  try {
    // Several may bring the fleet up to date at once; whoever comes second finds it made.
    await owner.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`make:${scope.schema}`]);
    if (!(await isMade(owner, scope))) await makeTenantSchema(owner, scope, schema, role);
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function isMade(owner: Client, scope: TenantScope): Promise<boolean> {
  const found = await owner.query('SELECT FROM pg_namespace, pg_roles WHERE nspname = $1 AND rolname = $2', [
    scope.schema,
    scope.role,
  ]);
  return found.rowCount === 1;
}

async function makeTenantSchema(owner: Client, scope: TenantScope, schema: string, role: string): Promise<void> {
  await ensureRole(owner, scope.role, 'NOLOGIN NOINHERIT');
  await owner.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await owner.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  await owner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT ON TABLES TO ${role}`);
  await owner.query(`GRANT ${role} TO ${identifier(LOGIN_ROLE)} WITH INHERIT FALSE, SET TRUE`);
}

/** Removes a tenant's schema and role with everything in it. */
export async function dropTenantSchema(owner: Client, scope: Pick<TenantScope, 'schema' | 'role'>): Promise<void> {
  await owner.query(`DROP SCHEMA IF EXISTS ${identifier(scope.schema)} CASCADE`);
  await owner.query(`DROP ROLE IF EXISTS ${identifier(scope.role)}`);
}

async function ensureRole(owner: Client, role: string, attributes: string): Promise<void> {
  const found = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rowCount === 0) await owner.query(`CREATE ROLE ${identifier(role)} ${attributes}`);
}
