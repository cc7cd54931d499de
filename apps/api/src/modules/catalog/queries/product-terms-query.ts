import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { AttractionRef, ProductTerms } from '../catalog.types.js';
import type { ProductState } from '../domain/product-state.js';
import type { ProductKind, ValidityClock, ValidityStart } from '../domain/product-terms.js';
import { AttractionRefs } from './attraction-refs.js';

export interface ProductTermsRow {
  product_id: string;
  product_code: string;
  kind: ProductKind;
  version: number;
  state: ProductState;
  name_zh: string;
  name_en: string;
  currency: string;
  dated: boolean;
  validity_clock: ValidityClock;
  validity_starts: ValidityStart;
  validity_period: string;
  activate_within: string | null;
  visits_total: number | null;
  visits_per_attraction: number | null;
  visits_per_attraction_per_day: number | null;
}

export const TERMS_COLUMNS = `p.id AS product_id, p.code AS product_code, p.kind, p.version, p.state, p.name_zh, p.name_en, p.currency,
  p.dated, p.validity_clock, p.validity_starts, p.validity_period, p.activate_within,
  p.visits_total, p.visits_per_attraction, p.visits_per_attraction_per_day`;

const BY_IDS: PreparedSql = {
  name: 'catalog.terms',
  text: (schema) => `SELECT ${TERMS_COLUMNS} FROM ${schema}.product p WHERE p.id = ANY($1::uuid[])`,
};

/** Products in the form other modules get. */
@Injectable()
export class ProductTermsQuery {
  constructor(private readonly attractions: AttractionRefs) {}

  async byIds(tx: TenantTx, ids: readonly string[]): Promise<ProductTerms[]> {
    return this.withAttractions(tx, await tx.prepared(BY_IDS, [ids]));
  }

  async byCodes(tx: TenantTx, codes: readonly string[]): Promise<ProductTerms[]> {
    return this.withAttractions(
      tx,
      await tx.query(`SELECT ${TERMS_COLUMNS} FROM product p WHERE p.code = ANY($1::text[])`, [codes]),
    );
  }

  private async withAttractions(tx: TenantTx, rows: readonly ProductTermsRow[]): Promise<ProductTerms[]> {
    const attractions = await this.attractions.ofProducts(
      tx,
      rows.map((row) => row.product_id),
    );
    return rows.map((row) => productTerms(row, attractions.get(row.product_id) ?? []));
  }
}

export function productTerms(row: ProductTermsRow, attractions: readonly AttractionRef[]): ProductTerms {
  return {
    productId: row.product_id,
    productCode: row.product_code,
    productKind: row.kind,
    productVersion: row.version,
    state: row.state,
    name: { zh: row.name_zh, en: row.name_en },
    currency: row.currency,
    dated: row.dated,
    attractions,
    terms: {
      validityClock: row.validity_clock,
      validityStarts: row.validity_starts,
      validityPeriod: row.validity_period,
      activateWithin: row.activate_within,
      visitsTotal: row.visits_total,
      visitsPerAttraction: row.visits_per_attraction,
      visitsPerAttractionPerDay: row.visits_per_attraction_per_day,
    },
  };
}
