import { money, type MoneyType } from '@lianpiao/graphql';
import type { PreparedSql, TenantTx } from '@lianpiao/db';
import type { LocalDate } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

interface PriceRow {
  key: string;
  minor: bigint;
  currency: string;
}

/** Key of a unit's price on a day. */
export function priceKey(unitId: string, day: LocalDate): string {
  return `${unitId} ${day}`;
}

export const PRICES_ON: PreparedSql = {
  name: 'catalog.prices-on',
  plan: 'once',
  text: (schema) => `
    SELECT k.key, priced.price_minor AS minor, p.currency
    FROM unnest($1::text[], $2::uuid[], $3::date[]) AS k (key, unit_id, day)
    JOIN ${schema}.unit u ON u.id = k.unit_id JOIN ${schema}.option o ON o.id = u.option_id JOIN ${schema}.product p ON p.id = o.product_id
    CROSS JOIN LATERAL (
      SELECT price_minor FROM ${schema}.price WHERE price.unit_id = k.unit_id AND valid_from <= k.day
      ORDER BY valid_from DESC LIMIT 1) AS priced`,
};

export const LOWEST_PRICES: PreparedSql = {
  name: 'catalog.lowest-prices',
  plan: 'once',
  text: (schema) => `
    SELECT p.id AS key, min(priced.price_minor) AS minor, p.currency
    FROM ${schema}.product p JOIN ${schema}.option o ON o.product_id = p.id JOIN ${schema}.unit u ON u.option_id = o.id
    CROSS JOIN LATERAL (
      SELECT price_minor FROM ${schema}.price WHERE price.unit_id = u.id AND valid_from <= $2::date
      ORDER BY valid_from DESC LIMIT 1) AS priced
    WHERE p.id = ANY($1::uuid[]) GROUP BY p.id`,
};

@Injectable()
export class UnitPrices {
  /** Prices by `priceKey`; a day before the calendar begins has none. */
  async on(tx: TenantTx, keys: readonly string[]): Promise<Map<string, MoneyType>> {
    const pairs = keys.map((key) => key.split(' '));
    const rows = await tx.prepared<PriceRow>(PRICES_ON, [
      keys,
      pairs.map(([unitId]) => unitId),
      pairs.map(([, day]) => day),
    ]);
    return new Map(rows.map((row) => [row.key, money(row.minor, row.currency)]));
  }

  /** The lowest price of each product on a day. */
  async lowest(tx: TenantTx, productIds: readonly string[], day: LocalDate): Promise<Map<string, MoneyType>> {
    const rows = await tx.prepared<PriceRow>(LOWEST_PRICES, [productIds, day]);
    return new Map(rows.map((row) => [row.key, money(row.minor, row.currency)]));
  }
}
