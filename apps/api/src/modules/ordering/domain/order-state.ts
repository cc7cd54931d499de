export const ORDER_STATES = [
  'draft',
  'held',
  'paid',
  'issued',
  'partly_redeemed',
  'closed',
  'cancelled',
  'expired',
  'refunded',
  'exchanged',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export type OrderEvent = 'hold' | 'pay' | 'issue' | 'redeem' | 'close' | 'cancel' | 'expire' | 'refund' | 'pay late';

/** The life of an order. What is not in the table cannot happen. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Partial<Readonly<Record<OrderEvent, OrderState>>>>> = {
  draft: { hold: 'held', cancel: 'cancelled' },
  held: { pay: 'paid', cancel: 'cancelled', expire: 'expired' },
  paid: { issue: 'issued' },
  issued: { redeem: 'partly_redeemed', close: 'closed', refund: 'refunded' },
  partly_redeemed: { close: 'closed' },
  closed: {},
  cancelled: {},
  // The provider took the money after the hold had run out: served when there still are places, else given back.
  expired: { 'pay late': 'paid' },
  refunded: {},
  exchanged: {},
};

export function nextState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return ORDER_TRANSITIONS[state][event];
}

/** States an event may happen in, for the WHERE of a guarded UPDATE. */
export function statesBefore(event: OrderEvent): OrderState[] {
  return ORDER_STATES.filter((state) => ORDER_TRANSITIONS[state][event] !== undefined);
}
