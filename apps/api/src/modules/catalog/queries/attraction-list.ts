import type { Ability } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { money } from '@lianpiao/graphql';
import { groupBy } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { attractionsSeen } from '../catalog.policy.js';
import type { Attraction } from '../graphql/attraction.type.js';

export interface AttractionFilter {
  readonly city?: string | null | undefined;
  /** Part of a code or name, in either language. */
  readonly search?: string | null | undefined;
}

type AttractionRow = Omit<Attraction, 'gatePrice'> & { minor: bigint; currency: string };

const COLUMNS = `a.id, a.code, jsonb_build_object('zh', a.name_zh, 'en', a.name_en) AS name, a.grade,
  jsonb_build_object('zh', coalesce(a.city_zh, a.city), 'en', a.city) AS city, a.category, a.latitude::float8, a.longitude::float8, a.gate_price_minor AS minor, a.currency, a.daily_capacity AS "dailyCapacity",
  to_char(a.opens, 'HH24:MI') AS opens, to_char(a.closes, 'HH24:MI') AS closes, a.timed_entry AS "timedEntry", a.state`;
/** Attractions as the API shows them, to whom it may. */
@Injectable()
export class AttractionList {
  /** One row more than `first`, by code, after a code. */
  async page(
    tx: TenantTx,
    ability: Ability,
    filter: AttractionFilter,
    first: number,
    after?: string,
  ): Promise<Attraction[]> {
    const seen = attractionsSeen(ability, 5);
    const rows = await tx.query<AttractionRow>(
      `SELECT ${COLUMNS} FROM attraction a
       WHERE ($1::text IS NULL OR $1 IN (a.city, a.city_zh)) AND a.code > coalesce($2, '')
         AND ($3::text IS NULL OR concat_ws(chr(10), a.code, a.name_zh, a.name_en) ILIKE $3) AND ${seen.sql}
       ORDER BY a.code LIMIT $4`,
      [filter.city ?? null, after ?? null, containing(filter.search), first + 1, ...seen.params],
    );
    return rows.map(attraction);
  }

  async byCode(tx: TenantTx, ability: Ability, code: string): Promise<Attraction | null> {
    const seen = attractionsSeen(ability, 2);
    const row = await tx.one<AttractionRow>(`SELECT ${COLUMNS} FROM attraction a WHERE a.code = $1 AND ${seen.sql}`, [
      code,
      ...seen.params,
    ]);
    return row ? attraction(row) : null;
  }

  /** The attractions of each product, by code. */
  async ofProducts(tx: TenantTx, ability: Ability, productIds: readonly string[]): Promise<Map<string, Attraction[]>> {
    const seen = attractionsSeen(ability, 2);
    const rows = await tx.query<AttractionRow & { product_id: string }>(
      `SELECT pa.product_id, ${COLUMNS} FROM product_attraction pa JOIN attraction a ON a.id = pa.attraction_id
       WHERE pa.product_id = ANY($1::uuid[]) AND ${seen.sql} ORDER BY a.code`,
      [productIds, ...seen.params],
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
