import type { Client } from 'pg';

import { identifier } from '../scope.js';

/** Values as text, the same whatever server and session write them. */
export const EXACT_TEXT = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL bytea_output = 'hex'`;

/** Number of rows of a table, and a sum over their contents that does not depend on their order. */
export interface TableFingerprint {
  readonly name: string;
  readonly rows: string;
  readonly sum: string;
}

/** Of all tables of a schema, in one statement and so of one moment. Rows that are equal give equal sums on any server. */
export async function fingerprints(owner: Client, schema: string): Promise<TableFingerprint[]> {
  const tables = await owner.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1',
    [schema],
  );
  const each = tables.rows.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::text AS rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS sum
       FROM ${identifier(schema)}.${identifier(name)} t`,
  );
  if (each.length === 0) return [];
  await owner.query(`BEGIN READ ONLY; ${EXACT_TEXT}`);
  const { rows } = await owner.query<TableFingerprint>(`${each.join(' UNION ALL ')} ORDER BY 1`);
  await owner.query('COMMIT');
  return rows;
}
