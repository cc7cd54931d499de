import type { TenantScope } from '@lianpiao/db';

/** What of a tenant is on the server that `query` asks: its schema, role, publication, subscription, replication slot; sorted. */
export async function remainsOf(
  { schema, role }: Pick<TenantScope, 'schema' | 'role'>,
  query: (sql: string) => Promise<{ what: string }[]>,
): Promise<string[]> {
  const rows = await query(
    `SELECT 'schema' AS what FROM pg_namespace WHERE nspname = '${schema}'
     UNION ALL SELECT 'role' FROM pg_roles WHERE rolname = '${role}'
     UNION ALL SELECT 'publication' FROM pg_publication WHERE pubname LIKE '%${schema}'
     UNION ALL SELECT 'subscription' FROM pg_subscription WHERE subname LIKE '%${schema}'
     UNION ALL SELECT 'slot' FROM pg_replication_slots WHERE slot_name LIKE '%${schema}'`,
  );
  return rows.map(({ what }) => what).toSorted();
}
