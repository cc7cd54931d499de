import type { Client } from 'pg';

import { LOGIN_ROLE } from '../migrations/tenant-schema.js';
import { identifier, type TenantScope } from '../scope.js';

type Place = Pick<TenantScope, 'schema' | 'role'>;

/** From now on no transaction of the tenant can begin here: its beginning is refused. Those under way go on. */
export async function fence(owner: Client, { role }: Place): Promise<void> {
  const known = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (known.rowCount === 1) await owner.query(`REVOKE ${identifier(role)} FROM ${identifier(LOGIN_ROLE)}`);
}

export async function unfence(owner: Client, { role }: Place): Promise<void> {
  await owner.query(`GRANT ${identifier(role)} TO ${identifier(LOGIN_ROLE)} WITH INHERIT FALSE, SET TRUE`);
}

/**
 * Number of transactions that may still be the tenant's: the login role's that began before the fence stood, but for those
 * that hold locks on tables of others only, since a transaction belongs to one tenant.
 */
export async function underWay(owner: Client, { schema }: Place, fencedAt: Date): Promise<number> {
  const { rows } = await owner.query<{ busy: number }>(
    `SELECT count(*)::int AS busy FROM pg_stat_activity a
     WHERE a.datname = current_database() AND a.usename = $1 AND a.xact_start <= $3
       AND NOT EXISTS (
         SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE l.pid = a.pid AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND n.nspname LIKE 't\\_%' AND n.nspname <> $2)`,
    [LOGIN_ROLE, schema, fencedAt],
  );
  return rows[0]?.busy ?? 0;
}

/** The server's clock, by which it says when its transactions began. */
export async function serverTime(owner: Client): Promise<Date> {
  const { rows } = await owner.query<{ now: Date }>('SELECT clock_timestamp() + interval $$1 ms$$ AS now');
  return rows[0]?.now ?? new Date();
}
