import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { groupBy } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import type { AttractionRef } from '../catalog.types.js';

interface AttractionRefRow {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  gate_price_minor: bigint;
  daily_capacity: number;
  timed_entry: boolean;
}

const COLUMNS = 'a.id, a.code, a.name_zh, a.name_en, a.gate_price_minor, a.daily_capacity, a.timed_entry';

const OF_PRODUCTS: PreparedSql = {
  name: 'catalog.attractions-of-products',
  plan: 'once',
  text: (schema) => `
    SELECT pa.product_id, ${COLUMNS}
    FROM ${schema}.product_attraction pa JOIN ${schema}.attraction a ON a.id = pa.attraction_id
    WHERE pa.product_id = ANY($1::uuid[]) ORDER BY a.code`,
};

/** Attractions in the form other modules get. */
@Injectable()
export class AttractionRefs {
  async byIds(tx: TenantTx, ids: readonly string[]): Promise<AttractionRef[]> {
    return refs(
      await tx.query(`SELECT ${COLUMNS} FROM attraction a WHERE a.id = ANY($1::uuid[]) ORDER BY a.code`, [ids]),
    );
  }

  async byCodes(tx: TenantTx, codes: readonly string[]): Promise<AttractionRef[]> {
    return refs(
      await tx.query(`SELECT ${COLUMNS} FROM attraction a WHERE a.code = ANY($1::text[]) ORDER BY a.code`, [codes]),
    );
  }

  async all(tx: TenantTx): Promise<AttractionRef[]> {
    return refs(await tx.query(`SELECT ${COLUMNS} FROM attraction a ORDER BY a.code`));
  }

  async closed(tx: TenantTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>(
      `SELECT a.id FROM attraction a WHERE a.id = ANY($1::uuid[]) AND a.state = 'closed'`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** The attractions of each product, by code. */
  async ofProducts(tx: TenantTx, productIds: readonly string[]): Promise<Map<string, AttractionRef[]>> {
    const rows = await tx.prepared<AttractionRefRow & { product_id: string }>(OF_PRODUCTS, [productIds]);
    const byProduct = groupBy(rows, (row) => row.product_id);
    return new Map([...byProduct].map(([productId, found]) => [productId, refs(found)]));
  }
}

function refs(rows: readonly AttractionRefRow[]): AttractionRef[] {
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    gatePriceMinor: row.gate_price_minor,
    dailyCapacity: row.daily_capacity,
    timedEntry: row.timed_entry,
  }));
}
