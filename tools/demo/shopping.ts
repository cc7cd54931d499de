import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { localFetch } from '../sandbox/index.js';
import { ConfirmOrder, HoldOrder, OrderRefunds, OrderTickets, PayOrder, RefundOrder } from './operations/storefront.js';
import type { OnSale, Partner } from './region.js';
import { succeeded, type TenantApi } from './tenant-api.js';

export interface Held {
  readonly orderId: string;
  readonly accessKey: string;
  readonly totalMinor: bigint;
}

export interface Ticket {
  readonly code: string;
  readonly token: string;
  readonly validUntil: string;
}

const ISSUE_TIME_OUT_MS = 60_000;

/** Buys as people and partners do: every step over the public API, money at the payment provider's own pages. */
export class Shopping {
  constructor(
    private readonly api: TenantApi,
    private readonly onSale: OnSale,
    private readonly partner: Partner,
  ) {}

  async hold(product: string, quantity: number, visitDate: string | null, by: 'visitor' | 'partner'): Promise<Held> {
    const unitId = this.onSale.units.get(product)?.unitId;
    if (!unitId) throw new Error(`${product} is not on sale`);
    const contact = { name: '王小明', email: 'visitor@example.com', phone: '+86 138 0000 0000' };
    const lines = [{ unitId, quantity, visitDate }];
    const input =
      by === 'visitor'
        ? { lines, contact, locale: 'zh-CN', idempotencyKey: randomUUID() }
        : { lines, externalReference: randomUUID(), idempotencyKey: randomUUID() };
    const { holdOrder } =
      by === 'visitor'
        ? await this.api.asVisitor(HoldOrder, { input })
        : await this.api.asClient(this.partner, HoldOrder, { input });
    const { order, accessKey } = succeeded(holdOrder, 'HeldOrder');
    return { orderId: order.id, accessKey, totalMinor: BigInt(order.total.minor) };
  }

  /** Opens a payment and answers the provider's page. */
  async pay(order: Held, action: 'pay' | 'decline'): Promise<void> {
    const returnUrl = `${this.api.origin}/orders/${order.orderId}#${order.accessKey}`;
    const { orderId, accessKey } = order;
    const { payOrder } = await this.api.asVisitor(PayOrder, {
      input: { orderId, accessKey, returnUrl, idempotencyKey: randomUUID() },
    });
    const { checkoutUrl } = succeeded(payOrder, 'Checkout');
    const answer = await localFetch(checkoutUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ action }),
    });
    if (answer.status !== 200) throw new Error(`the provider answered ${answer.status}`);
  }

  /** The partner takes the order on its account. */
  async confirm(order: Held): Promise<void> {
    const { confirmOrder } = await this.api.asClient(this.partner, ConfirmOrder, {
      input: { orderId: order.orderId, idempotencyKey: randomUUID() },
    });
    succeeded(confirmOrder, 'Order');
  }

  /** Waits until the tickets are there. */
  async tickets(order: Held): Promise<readonly Ticket[]> {
    const { orderId: id, accessKey } = order;
    for (const until = Date.now() + ISSUE_TIME_OUT_MS; Date.now() < until;) {
      await pause(250);
      const { order: now } = await this.api.asVisitor(OrderTickets, { id, accessKey });
      if (now && now.tickets.length > 0 && now.state !== 'PAID') return now.tickets;
    }
    throw new Error(`no tickets for order ${id} after ${ISSUE_TIME_OUT_MS} ms`);
  }

  async refund(order: Held): Promise<bigint> {
    const { orderId, accessKey } = order;
    const { refundOrder } = await this.api.asVisitor(RefundOrder, {
      input: { orderId, accessKey, reason: '行程取消', idempotencyKey: randomUUID() },
    });
    return BigInt(succeeded(refundOrder, 'Refund').amount.minor);
  }

  /** Waits until the provider has paid a refund out. */
  async refundArrived({ orderId: id, accessKey }: Held): Promise<void> {
    for (const until = Date.now() + ISSUE_TIME_OUT_MS; Date.now() < until;) {
      await pause(200);
      const { order } = await this.api.asVisitor(OrderRefunds, { id, accessKey });
      if (order?.refunds.every(({ state }) => state === 'SUCCEEDED' || state === 'succeeded')) return;
    }
    throw new Error(`the refund of order ${id} did not arrive`);
  }
}
