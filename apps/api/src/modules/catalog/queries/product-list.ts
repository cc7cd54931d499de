import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { ProductNotFound } from '../catalog.failures.js';
import type { ProductState } from '../domain/product-state.js';
import type { ProductKind } from '../domain/product-terms.js';
import type { Product } from '../graphql/product.type.js';

export interface ProductFilter {
  readonly kind?: ProductKind | null | undefined;
  readonly state?: ProductState | null | undefined;
}

/** Which products a caller sees: every one, or those on sale at an instant. */
export interface ProductsSeen {
  readonly every: boolean;
  readonly at: Date;
}

const COLUMNS = `p.id, p.code, p.kind, p.state, p.version, p.currency, p.dated,
  jsonb_build_object('zh', p.name_zh, 'en', p.name_en) AS name,
  jsonb_build_object('zh', p.summary_zh, 'en', p.summary_en) AS summary,
  jsonb_build_object('clock', p.validity_clock, 'starts', p.validity_starts, 'period', p.validity_period,
    'activateWithin', p.activate_within) AS validity,
  jsonb_build_object('total', p.visits_total, 'perAttraction', p.visits_per_attraction,
    'perAttractionPerDay', p.visits_per_attraction_per_day) AS visits,
  p.sale_from AS "saleFrom", p.sale_until AS "saleUntil", p.published_at AS "publishedAt"`;
const SEEN = `($1 OR (p.state = 'published' AND (p.sale_from <= $2::timestamptz) IS NOT FALSE AND (p.sale_until > $2) IS NOT FALSE))`;

/** What every visitor's first look at a storefront asks. */
export const PRODUCT_PAGE: PreparedSql = {
  name: 'catalog.product-page',
  plan: 'once',
  text: (schema) => `
    SELECT ${COLUMNS} FROM ${schema}.product p
    WHERE ${SEEN} AND p.kind = coalesce($3, p.kind) AND p.state = coalesce($4, p.state) AND p.code > coalesce($5, '')
    ORDER BY p.code LIMIT $6`,
};

/** Products as the API shows them, to whom it may. */
@Injectable()
export class ProductList {
  /** One row more than `first`, by code, after a code. */
  page(
    tx: TenantTx,
    seen: ProductsSeen,
    { kind, state }: ProductFilter,
    first: number,
    after?: string,
  ): Promise<Product[]> {
    const params = [seen.every, seen.at, kind ?? null, state ?? null, after ?? null, first + 1];
    return tx.prepared<Product>(PRODUCT_PAGE, params);
  }

  async byCode(tx: TenantTx, seen: ProductsSeen, code: string): Promise<Product | null> {
    const product = await tx.one<Product>(`SELECT ${COLUMNS} FROM product p WHERE ${SEEN} AND p.code = $3`, [
      seen.every,
      seen.at,
      code,
    ]);
    return product ?? null;
  }

  /** The product as its own command's answer. @throws ProductNotFound */
  async afterCommand(tx: TenantTx, code: string, at: Date): Promise<Product> {
    const product = await this.byCode(tx, { every: true, at }, code);
    if (!product) throw new ProductNotFound(code);
    return product;
  }
}
