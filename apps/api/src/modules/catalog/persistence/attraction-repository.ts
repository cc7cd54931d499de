import type { TenantTx } from '@lianpiao/db';
import { newId, type Currency } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import type { AttractionRow } from '../domain/attraction-row.js';

/** What an import does, or would do. */
export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
}

/** The columns a file gives, with their types and where each comes from. */
const GIVEN: readonly (readonly [column: string, type: string, of: (row: AttractionRow) => unknown])[] = [
  ['code', 'text', (row) => row.code],
  ['name_zh', 'text', (row) => row.name_zh],
  ['name_en', 'text', (row) => row.name_en],
  ['grade', 'text', (row) => row.level],
  ['city', 'text', (row) => row.city],
  ['city_zh', 'text', (row) => row.city_zh],
  ['category', 'text', (row) => row.category],
  ['latitude', 'numeric', (row) => row.latitude],
  ['longitude', 'numeric', (row) => row.longitude],
  ['gate_price_minor', 'bigint', (row) => row.list_price],
  ['daily_capacity', 'integer', (row) => row.daily_capacity],
  ['opens', 'time', (row) => row.opens],
  ['closes', 'time', (row) => row.closes],
  ['timed_entry', 'boolean', (row) => row.timed_entry],
];

const NAMES = GIVEN.map(([column]) => column);
const ARRAYS = GIVEN.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
const CURRENCY = `$${GIVEN.length + 1}::text`;
const NEXT = GIVEN.length + 2;

function columnsOf(alias: string): string {
  return [...NAMES, 'currency'].map((column) => `${alias}.${column}`).join(', ');
}

const FILE = `SELECT *, ${CURRENCY} AS currency FROM unnest(${ARRAYS}) AS f (${NAMES.join(', ')})`;

@Injectable()
export class AttractionRepository {
  /** Lets one at a time add attractions, until it commits: two that come at once must not both take the last place. */
  async lockAdding(tx: TenantTx): Promise<void> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`attractions:${tx.scope.schema}`]);
  }

  async count(tx: TenantTx): Promise<number> {
    const row = await tx.one<{ attractions: number }>('SELECT count(*)::int AS attractions FROM attraction');
    return row?.attractions ?? 0;
  }

  /** Counts what `upsert` would do. */
  async compare(tx: TenantTx, rows: readonly AttractionRow[], currency: Currency): Promise<ImportCounts> {
    const counts = await tx.one<{ created: number; updated: number }>(
      `WITH given AS (${FILE})
       SELECT count(*) FILTER (WHERE a.id IS NULL)::integer AS created,
         count(*) FILTER (WHERE a.id IS NOT NULL AND (${columnsOf('a')}) IS DISTINCT FROM (${columnsOf('g')}))::integer AS updated
       FROM given g LEFT JOIN attraction a ON a.code = g.code`,
      values(rows, currency),
    );
    return counts ?? { created: 0, updated: 0 };
  }

  /** Creates the attractions that are new and updates those that differ, with one statement, in the order of their codes. */
  async upsert(tx: TenantTx, rows: readonly AttractionRow[], currency: Currency, now: Date): Promise<ImportCounts> {
    const counts = await tx.one<{ created: number; updated: number }>(
      `WITH given AS (${FILE}), written AS (
         INSERT INTO attraction (id, created_at, updated_at, ${NAMES.join(', ')}, currency)
         SELECT n.id, $${NEXT + 1}, $${NEXT + 1}, ${columnsOf('g')}
         FROM given g JOIN unnest($1::text[], $${NEXT}::uuid[]) AS n (code, id) ON n.code = g.code
         ORDER BY g.code
         ON CONFLICT (code) DO UPDATE SET updated_at = excluded.updated_at,
           ${[...NAMES, 'currency'].map((column) => `${column} = excluded.${column}`).join(', ')}
         WHERE (${columnsOf('attraction')}) IS DISTINCT FROM (${columnsOf('excluded')})
         RETURNING id)
       SELECT count(*) FILTER (WHERE id = ANY($${NEXT}::uuid[]))::integer AS created,
         count(*) FILTER (WHERE id <> ALL($${NEXT}::uuid[]))::integer AS updated
       FROM written`,
      [...values(rows, currency), rows.map(() => newId()), now],
    );
    return counts ?? { created: 0, updated: 0 };
  }
}

function values(rows: readonly AttractionRow[], currency: Currency): unknown[] {
  return [...GIVEN.map(([, , of]) => rows.map(of)), currency];
}
