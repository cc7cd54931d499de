import { money, type MoneyType } from '@lianpiao/graphql';
import type { TenantTx } from '@lianpiao/db';
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

@Injectable()
export class UnitPrices {
  /** Prices by `priceKey`; a day before the calendar begins has none. */
  async on(tx: TenantTx, keys: readonly string[]): Promise<Map<string, MoneyType>> {
    const pairs = keys.map((key) => key.split(' '));
    const rows = await tx.query<PriceRow>(
      `SELECT k.key, priced.price_minor AS minor, p.currency
       FROM unnest($1::text[], $2::uuid[], $3::date[]) AS k (key, unit_id, day)
       JOIN unit u ON u.id = k.unit_id JOIN option o ON o.id = u.option_id JOIN product p ON p.id = o.product_id
       CROSS JOIN LATERAL (
         SELECT price_minor FROM price WHERE price.unit_id = k.unit_id AND valid_from <= k.day
         ORDER BY valid_from DESC LIMIT 1) AS priced`,
      [keys, pairs.map(([unitId]) => unitId), pairs.map(([, day]) => day)],
    );
    return new Map(rows.map((row) => [row.key, money(row.minor, row.currency)]));
  }

  /** The lowest price of each product on a day. */
  async lowest(tx: TenantTx, productIds: readonly string[], day: LocalDate): Promise<Map<string, MoneyType>> {
    const rows = await tx.query<PriceRow>(
      `SELECT p.id AS key, min(priced.price_minor) AS minor, p.currency
       FROM product p JOIN option o ON o.product_id = p.id JOIN unit u ON u.option_id = o.id
       CROSS JOIN LATERAL (
         SELECT price_minor FROM price WHERE price.unit_id = u.id AND valid_from <= $2
         ORDER BY valid_from DESC LIMIT 1) AS priced
       WHERE p.id = ANY($1::uuid[]) GROUP BY p.id`,
      [productIds, day],
    );
    return new Map(rows.map((row) => [row.key, money(row.minor, row.currency)]));
  }
}
