import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { PassState } from '../domain/pass-state.js';

export interface NewTicket {
  readonly id: string;
  readonly entitlementId: string;
  readonly code: string;
  readonly keyId: string;
  readonly token: string;
}

/** A ticket with what its pass allows and has been used for. */
export interface TicketRow {
  id: string;
  order_id: string;
  code: string;
  token: string;
  state: PassState;
  unit_type: string;
  not_before: Date;
  not_after: Date;
  visits_used: number;
  visits_allowed: number | null;
  attraction_ids: string[];
  visited_ids: string[];
}

/** LATERAL with OFFSET 0: a plan made while the tables are empty must still use the indexes when they are not. */
export const TICKETS_OF_ORDERS: PreparedSql = {
  name: 'ticketing.order-tickets',
  plan: 'once',
  text: (schema) => `
    SELECT t.id, e.order_id, t.code, t.token, e.state, e.unit_type, e.not_before, e.not_after, e.visits_used,
      least(e.visits_total, e.visits_per_attraction * cardinality(e.attraction_ids)) AS visits_allowed,
      e.attraction_ids::text[] AS attraction_ids, ARRAY(SELECT jsonb_object_keys(e.visits)) AS visited_ids
    FROM unnest($1::uuid[]) AS wanted (order_id)
    CROSS JOIN LATERAL (SELECT * FROM ${schema}.entitlement WHERE order_id = wanted.order_id OFFSET 0) e
    CROSS JOIN LATERAL (SELECT * FROM ${schema}.ticket WHERE entitlement_id = e.id OFFSET 0) t
    ORDER BY e.order_id, e.order_line_id, e.ordinal, t.id`,
};

@Injectable()
export class TicketRepository {
  async insert(tx: TenantTx, tickets: readonly NewTicket[], now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO ticket (id, entitlement_id, code, key_id, token, issued_at)
       SELECT id, entitlement_id, code, key_id, token, $6
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS t (id, entitlement_id, code, key_id, token)`,
      [
        tickets.map((ticket) => ticket.id),
        tickets.map((ticket) => ticket.entitlementId),
        tickets.map((ticket) => ticket.code),
        tickets.map((ticket) => ticket.keyId),
        tickets.map((ticket) => ticket.token),
        now,
      ],
    );
  }

  async passOfCode(tx: TenantTx, code: string): Promise<string | undefined> {
    const row = await tx.one<{ entitlement_id: string }>('SELECT entitlement_id FROM ticket WHERE code = $1', [code]);
    return row?.entitlement_id;
  }

  /** In the order of the lines they were bought on. */
  ofOrders(tx: TenantTx, orderIds: readonly string[]): Promise<TicketRow[]> {
    return tx.prepared<TicketRow>(TICKETS_OF_ORDERS, [orderIds]);
  }
}
