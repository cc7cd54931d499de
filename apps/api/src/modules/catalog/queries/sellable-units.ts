import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { isId, type LocalDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import type { AttractionRef, SellableUnit, UnitRequest } from '../catalog.types.js';
import type { UnitType } from '../domain/product-terms.js';
import { AttractionRefs } from './attraction-refs.js';
import { productTerms, TERMS_COLUMNS, type ProductTermsRow } from './product-terms-query.js';

interface SellableRow extends ProductTermsRow {
  position: number;
  unit_id: string;
  unit_type: UnitType;
  option_id: string;
  price_minor: bigint;
}

/** The units one may sell at an instant, with the price of the day: one statement, and one for the attractions. */
@Injectable()
export class SellableUnits {
  constructor(private readonly attractions: AttractionRefs) {}

  async find(
    tx: TenantTx,
    requests: readonly UnitRequest[],
    at: Date,
    today: LocalDate,
  ): Promise<readonly (SellableUnit | undefined)[]> {
    const rows = await onSale(tx, requests, at, today);
    const attractions = await this.attractions.ofProducts(tx, [...new Set(rows.map((row) => row.product_id))]);
    const found = new Map(rows.map((row) => [row.position, sellable(row, attractions.get(row.product_id) ?? [])]));
    return requests.map((_, index) => found.get(index + 1));
  }
}

/** Every order begins with it, and planning its joins took five times as long as running it. */
const ON_SALE: PreparedSql = {
  name: 'catalog.on-sale',
  plan: 'once',
  text: (schema) => `
    SELECT r.position::integer, u.id AS unit_id, u.type AS unit_type, o.id AS option_id, priced.price_minor, ${TERMS_COLUMNS}
    FROM unnest($1::uuid[], $2::date[]) WITH ORDINALITY AS r (unit_id, visit_date, position)
    JOIN ${schema}.unit u ON u.id = r.unit_id
    JOIN ${schema}.option o ON o.id = u.option_id
    JOIN ${schema}.product p ON p.id = o.product_id
    CROSS JOIN LATERAL (
      SELECT v.price_minor FROM ${schema}.price v
      WHERE v.unit_id = u.id AND v.valid_from <= CASE WHEN p.dated THEN coalesce(r.visit_date, $4) ELSE $4 END
      ORDER BY v.valid_from DESC LIMIT 1) AS priced
    WHERE p.state = 'published' AND (p.sale_from <= $3) IS NOT FALSE AND (p.sale_until > $3) IS NOT FALSE
      AND NOT (p.dated AND EXISTS (
        SELECT FROM ${schema}.product_attraction pa JOIN ${schema}.attraction a ON a.id = pa.attraction_id
        WHERE pa.product_id = p.id AND a.state = 'closed'))`,
};

function onSale(tx: TenantTx, requests: readonly UnitRequest[], at: Date, today: LocalDate): Promise<SellableRow[]> {
  return tx.prepared<SellableRow>(ON_SALE, [
    requests.map(({ unitId }) => (isId(unitId) ? unitId : null)),
    requests.map(({ visitDate }) => visitDate),
    at,
    today,
  ]);
}

function sellable(row: SellableRow, attractions: readonly AttractionRef[]): SellableUnit {
  const { name: productName, ...product } = productTerms(row, attractions);
  return {
    ...product,
    productName,
    unitId: row.unit_id,
    unitType: row.unit_type,
    optionId: row.option_id,
    priceMinor: row.price_minor,
  };
}
