import type { RequestContext } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { Outbox } from '@lianpiao/outbox';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../audit/index.js';
import type { Order, Payment, Refund } from './domain/order.js';
import type { OrderRefunded } from './ordering.events.js';
import { OrderStateConflict } from './ordering.failures.js';
import { ChannelRepository } from './persistence/channel-repository.js';
import { OrderRepository } from './persistence/order-repository.js';
import { PaymentRepository } from './persistence/payment-repository.js';
import { SettleRefund } from './use-cases/settle-refund.js';

/** The rows of a refund: through the provider for what was paid there, on account for what a partner drew. */
@Injectable()
export class RefundLedger {
  constructor(
    private readonly orders: OrderRepository,
    private readonly payments: PaymentRepository,
    private readonly channels: ChannelRepository,
    private readonly settleRefund: SettleRefund,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /** Moves the locked order to refunded. @throws OrderStateConflict */
  async markRefunded(tx: TenantTx, order: Order, now: Date): Promise<void> {
    if (!(await this.orders.advance(tx, order.id, 'refund', now))) throw new OrderStateConflict(order.state);
  }

  /** Owes the buyer the price of the order, whose passes are taken back, and tells everybody. */
  async open(
    ctx: RequestContext,
    tx: TenantTx,
    order: Order,
    passIds: readonly string[],
    reason: string,
    now: Date,
  ): Promise<Refund> {
    const payment = await this.payerOf(tx, order);
    const refund: Refund = {
      id: newId(),
      orderId: order.id,
      paymentId: payment?.id ?? null,
      state: 'approved',
      reason,
      amountMinor: order.totalMinor,
      feeMinor: 0n,
      currency: order.currency,
      requestedAt: now,
      settledAt: null,
    };
    await this.payments.insertRefund(tx, refund, ctx.principal.subject);
    await this.outbox.append(tx, [refunded(order, refund, passIds)]);
    await this.recordStaff(ctx, tx, order, refund);
    return refund;
  }

  /** Buyers who give back what is theirs exercise no privilege. */
  private async recordStaff(ctx: RequestContext, tx: TenantTx, order: Order, refund: Refund): Promise<void> {
    const { anonymous, roles } = ctx.principal;
    if (anonymous || roles.every((role) => role === 'visitor' || role === 'ota-partner')) return;
    const what = { action: 'ordering.refundOrder', subject: 'Order', subjectId: order.number } as const;
    const [before, after] = [{ state: order.state }, { state: 'refunded', amountMinor: refund.amountMinor }];
    await this.audit.record(ctx, tx, { ...what, reason: refund.reason, before, after });
  }

  /** The payment that paid the order: one that came too late has a refund of its own. */
  private async payerOf(tx: TenantTx, order: Order): Promise<Payment | undefined> {
    const payments = await this.payments.ofOrders(tx, [order.id]);
    const refunds = await this.payments.refundsOf(tx, [order.id]);
    const returned = new Set(refunds.map(({ paymentId }) => paymentId));
    return payments.find(({ id, state }) => state === 'succeeded' && !returned.has(id));
  }

  /** What no provider holds is settled here: the credit a partner drew is given back; what was free owes nothing. */
  async settleUnpaid(tx: TenantTx, order: Order, refund: Refund, now: Date): Promise<void> {
    if (refund.paymentId !== null) return;
    if (order.channelKind === 'partner') await this.channels.giveBack(tx, order.channelId, refund.amountMinor);
    await this.settleRefund.execute(tx, refund.id, now);
  }
}

function refunded(order: Order, refund: Refund, passIds: readonly string[]): OrderRefunded {
  const { channelId, channelCode, channelKind } = order;
  const { id: refundId, orderId, amountMinor, feeMinor, currency, requestedAt } = refund;
  return {
    type: 'OrderRefunded',
    occurredAt: requestedAt,
    payload: { refundId, orderId, channelId, channelCode, channelKind, passIds, amountMinor, feeMinor, currency },
  };
}
