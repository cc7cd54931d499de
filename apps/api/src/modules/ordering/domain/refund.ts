import { newId, type Currency } from '@lianpiao/kernel';

import type { Order } from './order.js';

export const REFUND_STATES = ['requested', 'approved', 'sent', 'succeeded', 'failed', 'rejected'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export interface Refund {
  readonly id: string;
  readonly orderId: string;
  /** The payment that goes back; null where none was made. */
  readonly paymentId: string | null;
  readonly state: RefundState;
  readonly reason: string;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly currency: Currency;
  readonly requestedAt: Date;
  readonly settledAt: Date | null;
  /** Usernames; null where it was nobody, and in rows that are older than the column. */
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

type Asked = Pick<Refund, 'paymentId' | 'reason' | 'amountMinor' | 'requestedBy' | 'requestedAt'>;

/** A refund that nothing stands in the way of. */
export function refundOf({ id: orderId, currency }: Order, asked: Asked): Refund {
  const open = { state: 'approved', feeMinor: 0n, settledAt: null, decidedBy: null, decidedAt: null } as const;
  return { id: newId(), orderId, currency, ...asked, ...open };
}

/** Whether its payment goes back, or has gone: of a refund that waits or was turned down, nothing did. */
export function isEffective({ state }: Refund): boolean {
  return state !== 'requested' && state !== 'rejected';
}
