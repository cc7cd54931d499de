import type { TenantTx } from '@lianpiao/db';
import { Outbox } from '@lianpiao/outbox';
import { Injectable } from '@nestjs/common';

import { Catalog } from '../../catalog/index.js';
import { CapacityExhausted, Inventory } from '../../inventory/index.js';
import type { Order, Payment } from '../domain/order.js';
import { placesOf } from '../domain/places.js';
import { refundOf } from '../domain/refund.js';
import type { LatePaymentReceived, PaymentFeeReported } from '../ordering.events.js';
import { PaidOrder } from '../paid-order.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { PaymentRepository } from '../persistence/payment-repository.js';
import { RefundRepository } from '../persistence/refund-repository.js';

export interface PaymentOutcome {
  readonly paymentId: string;
  readonly providerPaymentId: string;
  readonly state: 'succeeded' | 'declined' | 'expired';
  readonly feeMinor: bigint;
  /** What the provider says was paid, where it says so. */
  readonly amountMinor?: bigint | undefined;
  readonly currency?: string | undefined;
}

/** Applies what the provider says became of a payment: once, however often and in whatever order it says so. */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly orders: OrderRepository,
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundRepository,
    private readonly paidOrder: PaidOrder,
    private readonly catalog: Catalog,
    private readonly inventory: Inventory,
    private readonly outbox: Outbox,
  ) {}

  /** False when there is no such payment, not of this amount, or it was settled before. */
  async execute(tx: TenantTx, outcome: PaymentOutcome, now: Date): Promise<boolean> {
    const payment = await this.payments.lock(tx, outcome.paymentId);
    if (!payment || !isOfTheAmount(payment, outcome)) return false;
    const { id, state, feeMinor, providerPaymentId } = { ...outcome, id: payment.id };
    if (!(await this.payments.settle(tx, id, state, feeMinor, providerPaymentId, now))) return false;
    if (state === 'succeeded') await this.receive(tx, { ...payment, feeMinor }, now);
    return true;
  }

  private async receive(tx: TenantTx, payment: Payment, now: Date): Promise<void> {
    const order = await this.orders.lock(tx, payment.orderId);
    if (!order) throw new Error('a payment without its order');
    if (order.state === 'held') await this.paidOrder.record(tx, order, 'pay', payment.provider, now);
    else if (!(await this.serveLate(tx, order, payment, now))) await this.giveBack(tx, order, payment, now);
    if (payment.feeMinor > 0n) await this.outbox.append(tx, [feeReported(payment, now)]);
  }

  /** The hold had run out, but there may still be places. */
  private async serveLate(tx: TenantTx, order: Order, payment: Payment, now: Date): Promise<boolean> {
    if (order.state !== 'expired') return false;
    const products = await this.catalog.productTerms(
      tx,
      order.lines.map((line) => line.productId),
    );
    const places = placesOf(
      order.lines.map((line) => ({ ...line, attractions: products.get(line.productId)?.attractions ?? [] })),
    );
    try {
      const holdId = places.length === 0 ? null : await this.inventory.hold(tx, { expiresAt: now, lines: places }, now);
      await this.orders.replaceHold(tx, order.id, holdId);
      await this.paidOrder.record(tx, { ...order, holdId }, 'pay late', payment.provider, now);
      return true;
    } catch (error) {
      if (error instanceof CapacityExhausted) return false;
      throw error;
    }
  }

  private async giveBack(tx: TenantTx, order: Order, payment: Payment, now: Date): Promise<void> {
    const { id: paymentId, amountMinor, currency } = payment;
    const asked = { paymentId, reason: 'late_payment', amountMinor, requestedBy: null, requestedAt: now };
    await this.refunds.insert(tx, refundOf(order, asked), 'system');
    const received: LatePaymentReceived = {
      type: 'LatePaymentReceived',
      occurredAt: now,
      payload: { paymentId, orderId: order.id, amountMinor, currency },
    };
    await this.outbox.append(tx, [received]);
  }
}

function isOfTheAmount(payment: Payment, { amountMinor, currency }: PaymentOutcome): boolean {
  return (
    (amountMinor ?? payment.amountMinor) === payment.amountMinor && (currency ?? payment.currency) === payment.currency
  );
}

function feeReported({ id, orderId, feeMinor, currency }: Payment, now: Date): PaymentFeeReported {
  return { type: 'PaymentFeeReported', occurredAt: now, payload: { paymentId: id, orderId, feeMinor, currency } };
}
