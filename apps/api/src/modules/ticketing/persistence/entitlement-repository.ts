import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { EntitlementTerms, ProductKind } from '../../catalog/index.js';
import type { PassState } from '../domain/pass-state.js';
import type { ValidityWindow } from '../domain/validity-window.js';

export interface NewEntitlement extends ValidityWindow {
  readonly id: string;
  readonly orderId: string;
  readonly orderLineId: string;
  readonly ordinal: number;
  readonly productId: string;
  readonly productKind: ProductKind;
  readonly unitType: string;
  readonly attractionIds: readonly string[];
  readonly terms: EntitlementTerms;
}

/** What ends a pass, as its row sees it. */
export interface Closing {
  readonly state: Exclude<PassState, 'active' | 'exhausted'>;
  readonly reason?: string;
  readonly at: Date;
}

export interface LockedPass {
  id: string;
  state: PassState;
  visits_used: number;
  not_after: Date;
}

@Injectable()
export class EntitlementRepository {
  /** Inserts those that do not exist yet; answers their ids. */
  async insert(tx: TenantTx, entitlements: readonly NewEntitlement[], now: Date): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO entitlement (id, order_id, order_line_id, ordinal, product_id, product_kind, unit_type, state, attraction_ids,
         validity_clock, validity_starts, validity_period, not_before, not_after,
         visits_total, visits_per_attraction, visits_per_attraction_per_day, issued_at)
       SELECT id, order_id, order_line_id, ordinal, product_id, product_kind, unit_type, 'active', attraction_ids,
         validity_clock, validity_starts, validity_period, not_before, not_after,
         visits_total, visits_per_attraction, visits_per_attraction_per_day, $2
       FROM jsonb_to_recordset($1::jsonb) AS e (id uuid, order_id uuid, order_line_id uuid, ordinal integer, product_id uuid,
         product_kind text, unit_type text, attraction_ids uuid[], validity_clock text, validity_starts text, validity_period text,
         not_before timestamptz, not_after timestamptz, visits_total integer, visits_per_attraction integer,
         visits_per_attraction_per_day integer)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [JSON.stringify(entitlements.map(record)), now],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** All passes of an order, locked in the order in which gates lock them. */
  lockOfOrder(tx: TenantTx, orderId: string): Promise<LockedPass[]> {
    return tx.query<LockedPass>(
      'SELECT id, state, visits_used, not_after FROM entitlement WHERE order_id = $1 ORDER BY id FOR UPDATE',
      [orderId],
    );
  }

  lockByTicketCode(tx: TenantTx, code: string): Promise<LockedPass | undefined> {
    return tx.one<LockedPass>(
      `SELECT id, state, visits_used, not_after FROM entitlement
       WHERE id = (SELECT entitlement_id FROM ticket WHERE code = $1) FOR UPDATE`,
      [code],
    );
  }

  /** Active passes past their time that nobody is using at this moment, locked. */
  lockExpired(tx: TenantTx, now: Date, limit: number): Promise<LockedPass[]> {
    return tx.query<LockedPass>(
      `SELECT id, state, visits_used, not_after FROM entitlement WHERE state = 'active' AND not_after <= $1 ORDER BY not_after LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
  }

  /** Ends passes the caller has locked, and voids their tickets. */
  async close(tx: TenantTx, ids: readonly string[], closing: Closing): Promise<void> {
    await tx.execute(
      'UPDATE entitlement SET state = $2, state_reason = $3, closed_at = $4 WHERE id = ANY($1::uuid[])',
      [ids, closing.state, closing.reason ?? null, closing.at],
    );
    await tx.execute('UPDATE ticket SET voided_at = $2 WHERE entitlement_id = ANY($1::uuid[]) AND voided_at IS NULL', [
      ids,
      closing.at,
    ]);
  }

  /** The orders these passes belong to. */
  async ordersOf(tx: TenantTx, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ order_id: string }>(
      'SELECT DISTINCT order_id FROM entitlement WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return rows.map((row) => row.order_id);
  }

  /** Those of the orders on which nobody can go in any more. */
  async ordersWithoutActivePass(tx: TenantTx, orderIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ order_id: string }>(
      `SELECT order_id FROM entitlement WHERE order_id = ANY($1::uuid[]) GROUP BY order_id HAVING bool_and(state <> 'active')`,
      [orderIds],
    );
    return rows.map((row) => row.order_id);
  }
}

function record({ terms, ...entitlement }: NewEntitlement) {
  return {
    id: entitlement.id,
    order_id: entitlement.orderId,
    order_line_id: entitlement.orderLineId,
    ordinal: entitlement.ordinal,
    product_id: entitlement.productId,
    product_kind: entitlement.productKind,
    unit_type: entitlement.unitType,
    attraction_ids: entitlement.attractionIds,
    validity_clock: terms.validityClock,
    validity_starts: terms.validityStarts,
    validity_period: terms.validityPeriod,
    not_before: entitlement.notBefore,
    not_after: entitlement.notAfter,
    visits_total: terms.visitsTotal,
    visits_per_attraction: terms.visitsPerAttraction,
    visits_per_attraction_per_day: terms.visitsPerAttractionPerDay,
  };
}
