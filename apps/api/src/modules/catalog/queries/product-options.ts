import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { groupBy } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import type { LocalizedText } from '../catalog.types.js';
import type { UnitType } from '../domain/product-terms.js';
import type { ProductOption } from '../graphql/product.type.js';

interface UnitRow {
  product_id: string;
  code: string;
  name: LocalizedText;
  unit_id: string;
  type: UnitType;
  currency: string;
}

export const OPTIONS_OF_PRODUCTS: PreparedSql = {
  name: 'catalog.options-of-products',
  plan: 'once',
  text: (schema) => `
    SELECT o.product_id, o.code, jsonb_build_object('zh', o.name_zh, 'en', o.name_en) AS name, u.id AS unit_id, u.type, p.currency
    FROM ${schema}.product p JOIN ${schema}.option o ON o.product_id = p.id JOIN ${schema}.unit u ON u.option_id = o.id
    WHERE p.id = ANY($1::uuid[]) ORDER BY o.product_id, o.code, u.type`,
};

@Injectable()
export class ProductOptions {
  /** The options of each product with their units, adults first. */
  async ofProducts(tx: TenantTx, productIds: readonly string[]): Promise<Map<string, ProductOption[]>> {
    const rows = await tx.prepared<UnitRow>(OPTIONS_OF_PRODUCTS, [productIds]);
    const byProduct = groupBy(rows, (row) => row.product_id);
    return new Map([...byProduct].map(([id, found]) => [id, options(found)]));
  }
}

function options(rows: readonly UnitRow[]): ProductOption[] {
  return [...groupBy(rows, (row) => row.code)].flatMap(([code, [first, ...rest]]) => {
    if (!first) return [];
    const units = [first, ...rest].map(({ unit_id: id, type, currency }) => ({ id, type, currency }));
    return [{ code, name: first.name, units }];
  });
}
