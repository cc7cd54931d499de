import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { CountedVisit } from '../domain/pass-events.js';
import type { PassBalance } from '../domain/pass-balance.js';
import type { SplitDefinition } from '../domain/split-rule.js';

export interface NewPlan {
  readonly orderLineId: string;
  readonly productId: string;
  readonly priceMinor: bigint;
  readonly visitsTotal: number | null;
  readonly attractions: readonly { readonly id: string; readonly code: string; readonly gatePriceMinor: bigint }[];
  readonly passIds: readonly string[];
}

interface BalanceRow {
  pass_id: string;
  remaining_minor: bigint;
  visits: Record<string, number>;
  state: 'open' | 'closed';
  price_minor: bigint;
  visits_total: number | null;
  gate_prices: Record<string, { code: string; price: string }>;
  definition: SplitDefinition;
  definition_hash: string;
}

@Injectable()
export class PassBalanceRepository {
  /**
   * Freezes the terms of sold lines and opens the balances of their passes; what is there already stays. The rule is the one last
   * assigned to the product by then, else the tenant's default.
   */
  async open(tx: TenantTx, plans: readonly NewPlan[], now: Date): Promise<void> {
    if (plans.length === 0) return;
    await tx.execute(
      `INSERT INTO split_plan (order_line_id, split_rule_id, price_minor, visits_total, gate_prices, frozen_at)
       SELECT n.order_line_id, coalesce(
           (SELECT s.split_rule_id FROM product_split s WHERE s.product_id = n.product_id ORDER BY s.assigned_at DESC LIMIT 1),
           (SELECT r.id FROM split_rule r WHERE r.code = 'default' ORDER BY r.version DESC LIMIT 1)),
         n.price, n.visits_total, n.gate_prices::jsonb, $6
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::int[], $5::text[])
         AS n (order_line_id, product_id, price, visits_total, gate_prices)
       ON CONFLICT (order_line_id) DO NOTHING`,
      [
        plans.map(({ orderLineId }) => orderLineId),
        plans.map(({ productId }) => productId),
        plans.map(({ priceMinor }) => priceMinor),
        plans.map(({ visitsTotal }) => visitsTotal),
        plans.map(gatePricesJson),
        now,
      ],
    );
    const passes = plans.flatMap((plan) => plan.passIds.map((passId) => ({ passId, plan })));
    await tx.execute(
      `INSERT INTO pass_balance (pass_id, order_line_id, remaining_minor, state)
       SELECT pass_id, order_line_id, price, 'open' FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS n (pass_id, order_line_id, price)
       ON CONFLICT (pass_id) DO NOTHING`,
      [
        passes.map(({ passId }) => passId),
        passes.map(({ plan }) => plan.orderLineId),
        passes.map(({ plan }) => plan.priceMinor),
      ],
    );
  }

  /** Locks balances, in the order of their ids so that no two batches wait for each other. */
  async lock(tx: TenantTx, passIds: readonly string[]): Promise<Map<string, PassBalance>> {
    if (passIds.length === 0) return new Map();
    const rows = await tx.query<BalanceRow>(
      `SELECT b.pass_id, b.remaining_minor, b.visits, b.state, p.price_minor, p.visits_total, p.gate_prices, r.definition, r.definition_hash
       FROM pass_balance b JOIN split_plan p ON p.order_line_id = b.order_line_id JOIN split_rule r ON r.id = p.split_rule_id
       WHERE b.pass_id = ANY($1) ORDER BY b.pass_id FOR UPDATE OF b`,
      [[...new Set(passIds)]],
    );
    return new Map(rows.map((row) => [row.pass_id, toBalance(row)]));
  }

  /** Those of the redemptions that were counted before. */
  async counted(tx: TenantTx, redemptionIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ redemption_id: string }>(
      'SELECT redemption_id FROM pass_visit WHERE redemption_id = ANY($1)',
      [redemptionIds],
    );
    return new Set(rows.map((row) => row.redemption_id));
  }

  async count(tx: TenantTx, visits: readonly CountedVisit[], periodId: string): Promise<void> {
    if (visits.length === 0) return;
    await tx.execute(
      `INSERT INTO pass_visit (redemption_id, pass_id, attraction_id, period_id, gate_price_minor, consumed_minor, visited_at)
       SELECT redemption_id, pass_id, attraction_id, $1, gate_price, consumed, visited_at
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::timestamptz[])
         AS v (redemption_id, pass_id, attraction_id, gate_price, consumed, visited_at)`,
      [
        periodId,
        visits.map(({ redemptionId }) => redemptionId),
        visits.map(({ passId }) => passId),
        visits.map(({ attractionId }) => attractionId),
        visits.map(({ gatePriceMinor }) => gatePriceMinor),
        visits.map(({ consumedMinor }) => consumedMinor),
        visits.map(({ visitedAt }) => visitedAt),
      ],
    );
  }

  async save(tx: TenantTx, balances: readonly PassBalance[]): Promise<void> {
    if (balances.length === 0) return;
    await tx.execute(
      `UPDATE pass_balance b SET remaining_minor = n.remaining, visits = n.visits::jsonb, uses = n.uses, state = n.state
       FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::int[], $5::text[]) AS n (pass_id, remaining, visits, uses, state)
       WHERE b.pass_id = n.pass_id`,
      [
        balances.map(({ passId }) => passId),
        balances.map(({ remainingMinor }) => remainingMinor),
        balances.map(({ visits }) => JSON.stringify(Object.fromEntries(visits))),
        balances.map(({ visits }) => [...visits.values()].reduce((sum, count) => sum + count, 0)),
        balances.map(({ state }) => state),
      ],
    );
  }
}

function gatePricesJson({ attractions }: NewPlan): string {
  return JSON.stringify(
    Object.fromEntries(
      attractions.map(({ id, code, gatePriceMinor }) => [id, { code, price: gatePriceMinor.toString() }]),
    ),
  );
}

function toBalance(row: BalanceRow): PassBalance {
  const attractions = Object.entries(row.gate_prices);
  return {
    passId: row.pass_id,
    plan: {
      priceMinor: row.price_minor,
      visitsTotal: row.visits_total,
      definition: row.definition,
      gatePrices: new Map(attractions.map(([, { code, price }]) => [code, BigInt(price)])),
    },
    ruleHash: row.definition_hash,
    codeOf: new Map(attractions.map(([id, { code }]) => [id, code])),
    idOf: new Map(attractions.map(([id, { code }]) => [code, id])),
    remainingMinor: row.remaining_minor,
    visits: new Map(Object.entries(row.visits)),
    state: row.state,
  };
}
