import { violatedConstraint, type TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { Contact, NewOrder, Order, OrderLine } from '../domain/order.js';
import { nextState, statesBefore, type OrderEvent, type OrderState } from '../domain/order-state.js';
import { ExternalReferenceTaken } from '../ordering.failures.js';
import { ADVANCE, advancing, BY_ID, BY_IDS, LOCKED, OF_VISITOR, PAGE, PLACE } from './order-statements.js';

const REFERENCE_ONCE = 'sales_order_channel_id_external_reference_key';

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
    await tx.prepared(PLACE, [...orderColumns(order), ...lineColumns(order.lines)]);
  }

  async find(tx: TenantTx, id: string): Promise<Order | undefined> {
    const [row] = await tx.prepared<OrderRow>(BY_ID, [id]);
    return row && toOrder(row);
  }

  async findAll(tx: TenantTx, ids: readonly string[]): Promise<Order[]> {
    return (await tx.prepared<OrderRow>(BY_IDS, [ids])).map(toOrder);
  }

  /** How to reach the buyers of those orders, by order. */
  async contactsOf(tx: TenantTx, ids: readonly string[]): Promise<Map<string, Contact>> {
    const rows = await tx.query<Contact & { readonly id: string }>(
      `SELECT id, contact_name AS name, contact_email AS email, contact_phone AS phone
       FROM sales_order WHERE id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, ...contact }) => [id, contact]));
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

  /** Those of one account, newest first; one more than `limit` asks whether there is a next page. */
  async pageOfVisitor(
    tx: TenantTx,
    subject: string,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<Order[]> {
    const rows = await tx.prepared<OrderRow>(OF_VISITOR, [subject, after?.[0] ?? null, after?.[1] ?? null, limit]);
    return rows.map(toOrder);
  }

  /** Puts a locked order into an account. */
  async assign(tx: TenantTx, id: string, subject: string, now: Date): Promise<void> {
    await tx.execute('UPDATE sales_order SET visitor_subject = $2, updated_at = $3 WHERE id = $1', [id, subject, now]);
  }

  /** Moves one locked order on; false when its state does not allow it. */
  async advance(tx: TenantTx, id: string, event: OrderEvent, now: Date): Promise<boolean> {
    return (await tx.prepared(ADVANCE, [id, ...stepsOf(event), now])).length === 1;
  }

  /** Moves those orders on whose state allows it. */
  async advanceAll(tx: TenantTx, ids: readonly string[], event: OrderEvent, now: Date): Promise<void> {
    await tx.execute(advancing('sales_order', 'o.id = ANY($1::uuid[])'), [ids, ...stepsOf(event), now]);
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

/** The states an event leads from, and each one's next. */
function stepsOf(event: OrderEvent): unknown[] {
  const from = statesBefore(event);
  return [from, from.map((state) => nextState(state, event))];
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
    order.visitorSubject,
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
