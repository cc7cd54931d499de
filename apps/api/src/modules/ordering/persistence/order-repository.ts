import { violatedConstraint, type PreparedSql, type TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { NewOrder, Order, OrderLine } from '../domain/order.js';
import { nextState, statesBefore, type OrderEvent, type OrderState } from '../domain/order-state.js';
import { ExternalReferenceTaken } from '../ordering.failures.js';

const REFERENCE_ONCE = 'sales_order_channel_id_external_reference_key';

/** An order with its lines, in one statement: almost every use case begins with it. int8 is text in JSON, or it would be rounded. */
const view = (schema: string, orders = `${schema}.sales_order`) => `
  SELECT o.id, o.number, o.state, o.currency, o.total_minor AS "totalMinor", o.channel_id AS "channelId",
    c.code AS "channelCode", c.kind AS "channelKind", c.name AS "channelName", c.client_id AS "clientId",
    o.external_reference AS "externalReference", o.hold_id AS "holdId", o.created_at AS "createdAt",
    o.expires_at AS "expiresAt", o.paid_at AS "paidAt", o.issued_at AS "issuedAt",
    coalesce((SELECT json_agg(json_build_object('id', l.id, 'line', l.line, 'productId', l.product_id,
        'productVersion', l.product_version, 'unitId', l.unit_id, 'unitType', l.unit_type, 'quantity', l.quantity,
        'listPriceMinor', l.list_price_minor::text, 'unitPriceMinor', l.unit_price_minor::text,
        'totalMinor', l.total_minor::text, 'visitDate', l.visit_date) ORDER BY l.line)
      FROM ${schema}.order_line l WHERE l.order_id = o.id), '[]') AS lines
  FROM ${orders} o JOIN ${schema}.sales_channel c ON c.id = o.channel_id`;

export const BY_ID: PreparedSql = {
  name: 'ordering.order',
  plan: 'once',
  text: (schema) => `${view(schema)} WHERE o.id = $1`,
};
export const LOCKED: PreparedSql = {
  name: 'ordering.order-locked',
  plan: 'once',
  text: (schema) => `${BY_ID.text(schema)} FOR UPDATE OF o`,
};

/** LATERAL with a LIMIT: a plan made while there are no orders must still use the index when there are. */
export const BY_IDS: PreparedSql = {
  name: 'ordering.orders-by-id',
  plan: 'once',
  text: (schema) =>
    view(
      schema,
      `unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT * FROM ${schema}.sales_order WHERE id = wanted.id LIMIT 1)`,
    ),
};

const PAGE: PreparedSql = {
  name: 'ordering.orders',
  text: (schema) => `${view(schema)}
    WHERE ($1::text IS NULL OR o.state = $1) AND ($2::text IS NULL OR c.code = $2) AND ($3::text IS NULL OR c.client_id = $3)
      AND ($4::timestamptz IS NULL OR (o.created_at, o.id) < ($4, $5::uuid))
    ORDER BY o.created_at DESC, o.id DESC LIMIT $6`,
};

type MoneyOfLine = 'listPriceMinor' | 'unitPriceMinor' | 'totalMinor';
type LineJson = Omit<OrderLine, MoneyOfLine> & Readonly<Record<MoneyOfLine, string>>;
type OrderRow = Omit<Order, 'lines'> & { readonly lines: readonly LineJson[] };

export interface OrderFilter {
  readonly state?: OrderState | null | undefined;
  readonly channelCode?: string | null | undefined;
  /** Only orders of the partner with this client. */
  readonly clientId?: string | null | undefined;
}

@Injectable()
export class OrderRepository {
  /** @throws ExternalReferenceTaken */
  async insert(tx: TenantTx, order: NewOrder): Promise<void> {
    try {
      await this.write(tx, order);
    } catch (error) {
      throw violatedConstraint(error) === REFERENCE_ONCE ? new ExternalReferenceTaken() : error;
    }
  }

  private async write(tx: TenantTx, order: NewOrder): Promise<void> {
    await tx.execute(
      `WITH placed AS (
         INSERT INTO sales_order (id, number, channel_id, state, currency, total_minor, hold_id, external_reference,
           contact_name, contact_email, contact_phone, locale, placed_by, created_at, expires_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $14))
       INSERT INTO order_line (id, order_id, line, product_id, product_version, unit_id, unit_type, quantity,
         list_price_minor, unit_price_minor, total_minor, visit_date)
       SELECT l.id, $1, l.line, l.product_id, l.product_version, l.unit_id, l.unit_type, l.quantity,
         l.list_price, l.unit_price, l.unit_price * l.quantity, l.visit_date
       FROM unnest($16::uuid[], $17::int[], $18::uuid[], $19::int[], $20::uuid[], $21::text[], $22::int[], $23::bigint[],
         $24::bigint[], $25::date[]) AS l (id, line, product_id, product_version, unit_id, unit_type, quantity, list_price,
         unit_price, visit_date)`,
      [...orderColumns(order), ...lineColumns(order.lines)],
    );
  }

  async find(tx: TenantTx, id: string): Promise<Order | undefined> {
    const [row] = await tx.prepared<OrderRow>(BY_ID, [id]);
    return row && toOrder(row);
  }

  async findAll(tx: TenantTx, ids: readonly string[]): Promise<Order[]> {
    return (await tx.prepared<OrderRow>(BY_IDS, [ids])).map(toOrder);
  }

  /** Locks the order until the transaction ends. */
  async lock(tx: TenantTx, id: string): Promise<Order | undefined> {
    const [row] = await tx.prepared<OrderRow>(LOCKED, [id]);
    return row && toOrder(row);
  }

  /** Newest first; one more than `limit` asks whether there is a next page. */
  async page(tx: TenantTx, filter: OrderFilter, after: readonly string[] | undefined, limit: number): Promise<Order[]> {
    const rows = await tx.prepared<OrderRow>(PAGE, [
      filter.state ?? null,
      filter.channelCode ?? null,
      filter.clientId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ]);
    return rows.map(toOrder);
  }

  /** Moves one locked order on; false when its state does not allow it. */
  async advance(tx: TenantTx, id: string, event: OrderEvent, now: Date): Promise<boolean> {
    return (await this.advanceAll(tx, [id], event, now)) === 1;
  }

  /** Moves those orders on whose state allows it; answers how many did. */
  async advanceAll(tx: TenantTx, ids: readonly string[], event: OrderEvent, now: Date): Promise<number> {
    const from = statesBefore(event);
    const to = from.map((state) => nextState(state, event));
    return tx.execute(
      `UPDATE sales_order o SET state = t.after, updated_at = $4,
         paid_at = CASE WHEN t.after = 'paid' THEN $4 ELSE o.paid_at END,
         issued_at = CASE WHEN t.after = 'issued' THEN $4 ELSE o.issued_at END
       FROM unnest($2::text[], $3::text[]) AS t (before, after) WHERE o.id = ANY($1) AND o.state = t.before`,
      [ids, from, to, now],
    );
  }

  async replaceHold(tx: TenantTx, id: string, holdId: string | null): Promise<void> {
    await tx.execute('UPDATE sales_order SET hold_id = $2 WHERE id = $1', [id, holdId]);
  }

  /** Expires orders whose time is up; answers their holds. Several workers may run it at once. */
  expireDue(tx: TenantTx, now: Date, limit: number): Promise<{ id: string; hold_id: string | null }[]> {
    return tx.query(
      `UPDATE sales_order SET state = 'expired', updated_at = $1
       WHERE id IN (SELECT id FROM sales_order WHERE state = 'held' AND expires_at <= $1 ORDER BY expires_at LIMIT $2
         FOR UPDATE SKIP LOCKED)
       RETURNING id, hold_id`,
      [now, limit],
    );
  }
}

function toOrder(row: OrderRow): Order {
  return { ...row, lines: row.lines.map(toLine) };
}

function toLine(line: LineJson): OrderLine {
  return {
    ...line,
    listPriceMinor: BigInt(line.listPriceMinor),
    unitPriceMinor: BigInt(line.unitPriceMinor),
    totalMinor: BigInt(line.totalMinor),
  };
}

function orderColumns(order: NewOrder): unknown[] {
  const { contact } = order;
  return [
    order.id,
    order.number,
    order.channelId,
    order.state,
    order.currency,
    order.totalMinor,
    order.holdId,
    order.externalReference,
    contact.name,
    contact.email,
    contact.phone,
    order.locale,
    order.placedBy,
    order.createdAt,
    order.expiresAt,
  ];
}

function lineColumns(lines: readonly OrderLine[]): unknown[] {
  return [
    lines.map((line) => line.id),
    lines.map((line) => line.line),
    lines.map((line) => line.productId),
    lines.map((line) => line.productVersion),
    lines.map((line) => line.unitId),
    lines.map((line) => line.unitType),
    lines.map((line) => line.quantity),
    lines.map((line) => line.listPriceMinor),
    lines.map((line) => line.unitPriceMinor),
    lines.map((line) => line.visitDate),
  ];
}
