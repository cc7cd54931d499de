import { accountOf, type Principal, type RequestContext } from '@lianpiao/authz';
import { violatedConstraint, type TenantTx } from '@lianpiao/db';
import { Outbox } from '@lianpiao/outbox';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../audit/index.js';
import { Inventory } from '../inventory/index.js';
import type { Order } from './domain/order.js';
import { statesBefore } from './domain/order-state.js';
import { isEffective, refundOf, type Refund } from './domain/refund.js';
import type { OrderRefunded } from './ordering.events.js';
import { OrderStateConflict, RefundRequestedAlready } from './ordering.failures.js';
import { Fulfilment } from './ordering.ports.js';
import { ChannelRepository } from './persistence/channel-repository.js';
import { OrderRepository } from './persistence/order-repository.js';
import { PaymentRepository } from './persistence/payment-repository.js';
import { RefundRepository } from './persistence/refund-repository.js';
import { SettleRefund } from './use-cases/settle-refund.js';

const REQUESTED_ONCE = 'refund_requested_once';

/** Guests and partners, who act on orders of their own. */
export function isBuyer({ anonymous, roles }: Principal): boolean {
  return anonymous || roles.every((role) => role === 'visitor' || role === 'ota-partner');
}

/** What a refund does: through the provider for what was paid there, on account for what a partner drew. */
@Injectable()
export class RefundLedger {
  constructor(
    private readonly orders: OrderRepository,
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundRepository,
    private readonly channels: ChannelRepository,
    private readonly fulfilment: Fulfilment,
    private readonly inventory: Inventory,
    private readonly settleRefund: SettleRefund,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Writes down that somebody of the staff wants the locked order refunded; nothing else happens.
   * @throws OrderStateConflict, RefundRequestedAlready
   */
  async request(ctx: RequestContext, tx: TenantTx, order: Order, reason: string, now: Date): Promise<Refund> {
    if (!statesBefore('refund').includes(order.state)) throw new OrderStateConflict(order.state);
    const refund = await this.owed(ctx, tx, order, reason, now);
    const requested: Refund = { ...refund, state: 'requested' };
    try {
      await this.refunds.insert(tx, requested, ctx.principal.subject);
    } catch (error) {
      throw violatedConstraint(error) === REQUESTED_ONCE ? new RefundRequestedAlready() : error;
    }
    await this.record(ctx, tx, 'ordering.requestRefund', order, requested);
    return requested;
  }

  /** Refunds the locked order at once. @throws OrderStateConflict, NothingRefundable */
  async giveBack(ctx: RequestContext, tx: TenantTx, order: Order, reason: string, now: Date): Promise<Refund> {
    const refund = await this.owed(ctx, tx, order, reason, now);
    await this.refunds.insert(tx, refund, ctx.principal.subject);
    await this.carryOut(tx, order, refund, now);
    if (!isBuyer(ctx.principal)) await this.record(ctx, tx, 'ordering.refundOrder', order, refund);
    return refund;
  }

  /**
   * Takes back what the locked order entitled to, owes its price and tells everybody.
   * @throws OrderStateConflict, NothingRefundable
   */
  async carryOut(tx: TenantTx, order: Order, refund: Refund, now: Date): Promise<void> {
    if (!(await this.orders.advance(tx, order.id, 'refund', now))) throw new OrderStateConflict(order.state);
    const { passIds } = await this.fulfilment.takeBack(tx, order.id, now);
    if (order.holdId) await this.inventory.release(tx, order.holdId, now);
    await this.outbox.append(tx, [refunded(order, refund, passIds, now)]);
    if (refund.paymentId === null) await this.settleUnpaid(tx, order, refund, now);
  }

  async record(ctx: RequestContext, tx: TenantTx, action: string, order: Order, refund: Refund): Promise<void> {
    const what = { action, subject: 'Order', subjectId: order.number, reason: refund.reason } as const;
    const after = { refund: refund.state, amountMinor: refund.amountMinor };
    await this.audit.record(ctx, tx, { ...what, before: { order: order.state }, after });
  }

  private async owed(ctx: RequestContext, tx: TenantTx, order: Order, reason: string, now: Date): Promise<Refund> {
    const [paymentId, amountMinor] = [await this.payerOf(tx, order), order.totalMinor];
    // A visitor's name is their address: the order says whose it is, and its refunds need not.
    const requestedBy = accountOf(ctx.principal) === null ? ctx.principal.username : 'visitor';
    return refundOf(order, { paymentId, reason, amountMinor, requestedBy, requestedAt: now });
  }

  /** The payment that paid the order: one that came too late has a refund of its own. */
  private async payerOf(tx: TenantTx, order: Order): Promise<string | null> {
    const payments = await this.payments.ofOrders(tx, [order.id]);
    const refunds = await this.refunds.ofOrders(tx, [order.id]);
    const returned = new Set(refunds.filter(isEffective).map(({ paymentId }) => paymentId));
    return payments.find(({ id, state }) => state === 'succeeded' && !returned.has(id))?.id ?? null;
  }

  /** What no provider holds is settled here: the credit a partner drew is given back; what was free owes nothing. */
  private async settleUnpaid(tx: TenantTx, order: Order, refund: Refund, now: Date): Promise<void> {
    if (order.channelKind === 'partner') await this.channels.giveBack(tx, order.channelId, refund.amountMinor);
    await this.settleRefund.execute(tx, refund.id, now);
  }
}

function refunded(order: Order, refund: Refund, passIds: readonly string[], occurredAt: Date): OrderRefunded {
  const { channelId, channelCode, channelKind } = order;
  const { id: refundId, orderId, amountMinor, feeMinor, currency } = refund;
  return {
    type: 'OrderRefunded',
    occurredAt,
    payload: { refundId, orderId, channelId, channelCode, channelKind, passIds, amountMinor, feeMinor, currency },
  };
}
