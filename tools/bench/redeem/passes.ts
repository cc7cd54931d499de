import type { Client } from 'pg';

import { idInSql, idOf, Kind } from './ids.js';

/** Numbers of passes, from the first up to but not including the last. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

const PASSES_PER_ORDER = 100;

/** Makes passes that nobody has used: each run gets its own. */
export class PassStore {
  private next = 0;

  constructor(private readonly owner: Client) {}

  async take(count: number): Promise<Range> {
    const first = this.next;
    this.next = Math.ceil((first + count) / PASSES_PER_ORDER) * PASSES_PER_ORDER;
    const range = { first, end: this.next };
    await seedPasses(this.owner, range);
    await settle(this.owner);
    return range;
  }
}

/** Paid orders of a hundred adults each, and the pass of every one of them, unused. */
export async function seedPasses(owner: Client, { first, end }: Range): Promise<void> {
  const orders = [Math.floor(first / PASSES_PER_ORDER), Math.ceil(end / PASSES_PER_ORDER) - 1];
  await owner.query(
    `INSERT INTO sales_order (id, number, channel_id, state, currency, total_minor, placed_by, created_at, paid_at, updated_at)
     SELECT ${idInSql(Kind.order, 'n')}, 'B' || n, (SELECT id FROM sales_channel WHERE code = 'storefront'), 'paid', 'CNY',
       29800 * ${PASSES_PER_ORDER}, 'visitor', now(), now(), now() FROM generate_series($1::bigint, $2) n ON CONFLICT DO NOTHING`,
    orders,
  );
  await owner.query(
    `INSERT INTO order_line (id, order_id, line, product_id, product_version, unit_id, unit_type, quantity, list_price_minor,
       unit_price_minor, total_minor)
     SELECT ${idInSql(Kind.orderLine, 'n')}, ${idInSql(Kind.order, 'n')}, 1, '${idOf(Kind.product, 0)}', 1, '${idOf(Kind.product, 0)}', 'ADULT',
       ${PASSES_PER_ORDER}, 29800, 29800, 29800 * ${PASSES_PER_ORDER} FROM generate_series($1::bigint, $2) n ON CONFLICT DO NOTHING`,
    orders,
  );
  await owner.query(
    `INSERT INTO entitlement (id, order_id, order_line_id, ordinal, product_id, product_kind, unit_type, state, attraction_ids,
       validity_clock, validity_starts, validity_period, not_before, not_after, visits_total, visits_per_attraction, issued_at)
     SELECT ${idInSql(Kind.pass, 'n')}, ${idInSql(Kind.order, `n / ${PASSES_PER_ORDER}`)}, ${idInSql(Kind.orderLine, `n / ${PASSES_PER_ORDER}`)},
       n % ${PASSES_PER_ORDER} + 1, p.id, p.kind, 'ADULT', 'active', a.ids, p.validity_clock, p.validity_starts, p.validity_period,
       now() - interval '1 hour', now() + interval '180 days', p.visits_total, p.visits_per_attraction, now()
     FROM generate_series($1::bigint, $2) n, product p, (SELECT array_agg(id ORDER BY id) AS ids FROM attraction) a`,
    [first, end - 1],
  );
}

/** After many rows: statistics, and nothing left to write that a run would have to wait for. */
async function settle(owner: Client): Promise<void> {
  await owner.query('VACUUM (ANALYZE) entitlement');
  await owner.query('VACUUM (ANALYZE) redemption');
  await owner.query('VACUUM (ANALYZE) outbox');
  await owner.query('CHECKPOINT');
}
