import { money } from '@lianpiao/graphql';
import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { AttractionsSeen } from '../catalog.policy.js';
import type { Attraction } from '../graphql/attraction.type.js';
import { groupBy } from './group-by.js';

export interface AttractionFilter {
  readonly city?: string | null | undefined;
  /** Part of a code or name, in either language. */
  readonly search?: string | null | undefined;
}

type AttractionRow = Omit<Attraction, 'gatePrice'> & { minor: bigint; currency: string };

const COLUMNS = `a.id, a.code, jsonb_build_object('zh', a.name_zh, 'en', a.name_en) AS name, a.grade, a.city, a.category,
  a.latitude::float8, a.longitude::float8, a.gate_price_minor AS minor, a.currency, a.daily_capacity AS "dailyCapacity",
  to_char(a.opens, 'HH24:MI') AS opens, to_char(a.closes, 'HH24:MI') AS closes, a.timed_entry AS "timedEntry", a.state`;
const SEEN = `($1 OR a.state = 'open' OR a.code = ANY($2::text[]))`;

/** Attractions as the API shows them, to whom it may. */
@Injectable()
export class AttractionList {
  /** One row more than `first`, by code, after a code. */
  async page(tx: TenantTx, seen: AttractionsSeen, filter: AttractionFilter, first: number, after?: string): Promise<Attraction[]> {
    const rows = await tx.query<AttractionRow>(
      `SELECT ${COLUMNS} FROM attraction a
       WHERE ${SEEN} AND a.city = coalesce($3, a.city) AND a.code > coalesce($4, '')
         AND ($5::text IS NULL OR concat_ws(chr(10), a.code, a.name_zh, a.name_en) ILIKE $5)
       ORDER BY a.code LIMIT $6`,
      [seen.closed, seen.own, filter.city ?? null, after ?? null, containing(filter.search), first + 1],
    );
    return rows.map(attraction);
  }

  async byCode(tx: TenantTx, seen: AttractionsSeen, code: string): Promise<Attraction | null> {
    const row = await tx.one<AttractionRow>(`SELECT ${COLUMNS} FROM attraction a WHERE ${SEEN} AND a.code = $3`, [
      seen.closed,
      seen.own,
      code,
    ]);
    return row ? attraction(row) : null;
  }

  /** The attractions of each product, by code. */
  async ofProducts(tx: TenantTx, seen: AttractionsSeen, productIds: readonly string[]): Promise<Map<string, Attraction[]>> {
    const rows = await tx.query<AttractionRow & { product_id: string }>(
      `SELECT pa.product_id, ${COLUMNS} FROM product_attraction pa JOIN attraction a ON a.id = pa.attraction_id
       WHERE ${SEEN} AND pa.product_id = ANY($3::uuid[]) ORDER BY a.code`,
      [seen.closed, seen.own, productIds],
    );
    const byProduct = groupBy(rows, (row) => row.product_id);
    return new Map([...byProduct].map(([id, found]) => [id, found.map(attraction)]));
  }
}

function attraction({ minor, currency, ...row }: AttractionRow): Attraction {
  return { ...row, gatePrice: money(minor, currency) };
}

/** A LIKE pattern in which the caller's text stands for itself. */
function containing(search: string | null | undefined): string | null {
  return search ? `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null;
}
