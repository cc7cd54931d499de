import { randomUUID } from 'node:crypto';
import type { Payment, Refund } from '../payment.js';

export type EventType = 'payment.succeeded' | 'payment.declined' | 'payment.expired' | 'refund.succeeded';
export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One event on its way to a merchant. `id` is the event's: the same at every attempt and in every duplicate. */
export interface Delivery {
  readonly id: string;
  readonly merchant: string;
  readonly url: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastError: string;
}

export function paymentEvent(payment: Payment, now: Date): Delivery {
  const type = `payment.${payment.state}` as EventType;
  return delivery(payment, type, { amountMinor: payment.amountMinor, feeMinor: payment.feeMinor }, now);
}

/** The provider keeps its fee: a refund carries none. */
export function refundEvent(payment: Payment, refund: Refund, now: Date): Delivery {
  const data = {
    amountMinor: refund.amountMinor,
    feeMinor: '0',
    refundId: refund.id,
    refundReference: refund.reference,
  };
  return delivery(payment, 'refund.succeeded', data, now);
}

function delivery(payment: Payment, type: EventType, data: object, now: Date): Delivery {
  const { merchant, id: paymentId, reference, currency } = payment;
  const id = `evt_${randomUUID()}`;
  const body = JSON.stringify({
    id,
    type,
    createdAt: now.toISOString(),
    merchant,
    data: { paymentId, reference, currency, ...data },
  });
  return { id, merchant, url: payment.notifyUrl, body, state: 'pending', attempts: 0, lastError: '' };
}
