import { money } from '@lianpiao/graphql';

import { orderFields, type Order, type OrderFacts, type Payment } from '../domain/order.js';
import type { Refund } from '../domain/refund.js';
import type { OrderType, PaymentType, RefundType } from './order.types.js';

/** Domain values in the shape of their GraphQL types. */
export function orderView(order: Order, keyHeld = false): OrderType {
  const { totalMinor, currency, channelCode, channelKind, channelName, lines, ...same } = order;
  return {
    ...same,
    facts: orderFields(order, keyHeld),
    total: money(totalMinor, currency),
    channel: { code: channelCode, kind: channelKind, name: channelName },
    lines: lines.map((line) => ({ ...line, currency })),
  };
}

export function paymentView({ amountMinor, currency, ...payment }: Payment): PaymentType {
  return { ...payment, amount: money(amountMinor, currency) };
}

export function refundView({ amountMinor, currency, ...refund }: Refund, facts: Partial<OrderFacts> = {}): RefundType {
  return { ...refund, facts, amount: money(amountMinor, currency) };
}
