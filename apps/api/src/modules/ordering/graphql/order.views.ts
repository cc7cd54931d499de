import { money } from '@lianpiao/graphql';

import type { Order, Payment } from '../domain/order.js';
import type { Refund } from '../domain/refund.js';
import type { OrderType, PaymentType, RefundType } from './order.types.js';

/** Domain values in the shape of their GraphQL types. */
export function orderView(order: Order): OrderType {
  const { totalMinor, currency, channelCode, channelKind, channelName, lines, ...same } = order;
  return {
    ...same,
    total: money(totalMinor, currency),
    channel: { code: channelCode, kind: channelKind, name: channelName },
    lines: lines.map((line) => ({ ...line, currency })),
  };
}

export function paymentView({ amountMinor, currency, ...payment }: Payment): PaymentType {
  return { ...payment, amount: money(amountMinor, currency) };
}

export function refundView({ amountMinor, currency, ...refund }: Refund): RefundType {
  return { ...refund, amount: money(amountMinor, currency) };
}
