import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { InvalidInput, newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { Order, Payment } from '../domain/order.js';
import { OrderAccess } from '../order-access.js';
import { OrderNotFound, OrderStateConflict, PaymentProviderUnavailable } from '../ordering.failures.js';
import { PaymentProvider } from '../ordering.ports.js';
import { PaidOrder } from '../paid-order.js';
import { PaymentRepository } from '../persistence/payment-repository.js';

export interface PayOrderRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly accessKey?: string | null;
  /** Page of ours the visitor comes back to. */
  readonly returnUrl: string;
}

export interface Checkout {
  /** Null when there is nothing to pay. */
  readonly payment: Payment | null;
  /** Where the buyer goes on: the provider's page, or their order's when it was free. */
  readonly checkoutUrl: string;
}

/**
 * Opens a payment at the provider: intent recorded, provider called outside of any transaction, answer recorded. Whatever is
 * cut off in between is found again by the intent, and the provider knows it by our id. An order of free tickets is paid at once.
 */
@Injectable()
export class PayOrder {
  static readonly failures = [OrderNotFound, OrderStateConflict, PaymentProviderUnavailable] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly payments: PaymentRepository,
    private readonly paidOrder: PaidOrder,
    private readonly provider: PaymentProvider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, request: PayOrderRequest): Promise<Checkout> {
    const key = check.idempotencyKey(request.idempotencyKey);
    if (!request.returnUrl.startsWith(`${ctx.origin}/`)) throw new InvalidInput('returnUrl', 'origin', ctx.origin);
    const command = { name: 'ordering.payOrder', actor: ctx.principal.subject, key, request };
    const { order, paymentId } = await this.unitOfWork.command(ctx, command, async (tx) => {
      const found = await this.access.lock(ctx, tx, 'pay', request.orderId, request.accessKey);
      if (found.state !== 'held') throw new OrderStateConflict(found.state);
      return { order: found, paymentId: await this.begin(tx, found) };
    });
    if (paymentId === null) return { payment: null, checkoutUrl: request.returnUrl };
    const payment = await this.open(ctx, order, paymentId, request.returnUrl);
    if (!payment?.checkoutUrl) throw new PaymentProviderUnavailable();
    return { payment, checkoutUrl: payment.checkoutUrl };
  }

  /** Id of the payment that was begun; null when the order is free, and with this its buyer's. */
  private async begin(tx: TenantTx, order: Order): Promise<string | null> {
    if (order.totalMinor === 0n) {
      await this.paidOrder.record(tx, order, 'pay', null, this.clock.now());
      return null;
    }
    const intent = this.intent(order);
    await this.payments.insert(tx, intent);
    return intent.id;
  }

  private intent(order: Order): Payment {
    return {
      id: newId(),
      orderId: order.id,
      provider: this.provider.name,
      providerPaymentId: null,
      state: 'intended',
      amountMinor: order.totalMinor,
      currency: order.currency,
      feeMinor: 0n,
      checkoutUrl: null,
      createdAt: this.clock.now(),
      settledAt: null,
    };
  }

  private async open(
    ctx: RequestContext,
    order: Order,
    paymentId: string,
    returnUrl: string,
  ): Promise<Payment | undefined> {
    const opened = await this.provider
      .create(ctx.tenant, {
        reference: paymentId,
        amountMinor: order.totalMinor,
        currency: order.currency,
        description: order.number,
        notifyUrl: `${ctx.origin}/webhooks/payments/${this.provider.name}`,
        returnUrl,
        expiresAt: order.expiresAt ?? this.clock.now(),
      })
      .catch(() => undefined);
    if (!opened) throw new PaymentProviderUnavailable();
    return this.unitOfWork.write(ctx, (tx) =>
      this.payments.recordPending(tx, paymentId, opened.id, opened.checkoutUrl),
    );
  }
}
