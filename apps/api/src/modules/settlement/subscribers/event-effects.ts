import type { ReceivedEvent } from '@lianpiao/outbox';

import type {
  LatePaymentReceivedPayload,
  OrderPaidPayload,
  OrderRefundedPayload,
  PaymentFeeReportedPayload,
  RefundSettledPayload,
} from '../../ordering/index.js';
import type { PassClosedPayload, TicketRedeemedPayload } from '../../ticketing/index.js';
import type { JournalDraft } from '../domain/journal.js';
import {
  feeJournal,
  latePaymentJournal,
  refundJournal,
  refundSettledJournal,
  saleJournal,
} from '../domain/order-events.js';
import type { PassBalance } from '../domain/pass-balance.js';
import { closed, NotYet, visited, type CountedVisit } from '../domain/pass-events.js';
import type { NewPlan } from '../persistence/pass-balance-repository.js';

export type Balances = ReadonlyMap<string, PassBalance>;

export interface Effect {
  readonly journal?: JournalDraft | undefined;
  readonly visit?: CountedVisit;
}

/** What one type of event means to the ledger. */
interface Meaning<Payload> {
  /** Kind of its journal; with the source id it is what makes a repeat a repeat. */
  readonly kind: string;
  sourceId(payload: Payload): string;
  passIds(payload: Payload): readonly string[];
  apply(payload: Payload, at: Date, balances: Balances): Effect;
}

const none = () => [];

const orderPaid: Meaning<OrderPaidPayload> = {
  kind: 'sale',
  sourceId: ({ orderId }) => orderId,
  passIds: none,
  apply: (payload) => ({ journal: saleJournal(payload) }),
};

const paymentFeeReported: Meaning<PaymentFeeReportedPayload> = {
  kind: 'psp_fee',
  sourceId: ({ paymentId }) => paymentId,
  passIds: none,
  apply: (payload, at) => ({ journal: feeJournal(payload, at) }),
};

const latePaymentReceived: Meaning<LatePaymentReceivedPayload> = {
  kind: 'late_payment',
  sourceId: ({ paymentId }) => paymentId,
  passIds: none,
  apply: (payload, at) => ({ journal: latePaymentJournal(payload, at) }),
};

const orderRefunded: Meaning<OrderRefundedPayload> = {
  kind: 'refund',
  sourceId: ({ refundId }) => refundId,
  passIds: ({ passIds }) => passIds,
  apply: (payload, at, balances) => {
    const taken = payload.passIds.map((passId) => balanceOf(balances, passId));
    const remaining = new Map(taken.map(({ passId, remainingMinor }) => [passId, remainingMinor]));
    for (const balance of taken) Object.assign(balance, { remainingMinor: 0n, state: 'closed' });
    return { journal: refundJournal(payload, remaining, at) };
  },
};

const refundSettled: Meaning<RefundSettledPayload> = {
  kind: 'refund_settled',
  sourceId: ({ refundId }) => refundId,
  passIds: none,
  apply: (payload, at) => ({ journal: refundSettledJournal(payload, at) }),
};

const ticketRedeemed: Meaning<TicketRedeemedPayload> = {
  kind: 'redemption',
  sourceId: ({ redemptionId }) => redemptionId,
  passIds: ({ passId }) => [passId],
  apply: ({ passId, redemptionId, attractionId, scannedAt }, _at, balances) =>
    visited(balanceOf(balances, passId), redemptionId, attractionId, scannedAt),
};

const passClosed: Meaning<PassClosedPayload> = {
  kind: 'pass_close',
  sourceId: ({ passId }) => passId,
  passIds: ({ passId }) => [passId],
  apply: ({ passId, reason, closedAt, visits }, _at, balances) => ({
    journal: closed(balanceOf(balances, passId), reason, closedAt, visits),
  }),
};

const MEANINGS = {
  OrderPaid: orderPaid,
  PaymentFeeReported: paymentFeeReported,
  LatePaymentReceived: latePaymentReceived,
  OrderRefunded: orderRefunded,
  RefundSettled: refundSettled,
  TicketRedeemed: ticketRedeemed,
  PassClosed: passClosed,
} as const;

export const LEDGER_EVENTS: readonly string[] = Object.keys(MEANINGS);

/** The event's meaning; the outbox hands us only types we asked for, with the payload their publisher types. */
export function meaningOf(event: ReceivedEvent): Meaning<object> {
  return MEANINGS[event.type as keyof typeof MEANINGS];
}

/** Plans and balances a sale opens. */
export function plansOf(event: ReceivedEvent): NewPlan[] {
  if (event.type !== 'OrderPaid') return [];
  return (event.payload as OrderPaidPayload).lines.map((line) => ({
    orderLineId: line.orderLineId,
    productId: line.productId,
    priceMinor: line.unitPriceMinor,
    visitsTotal: line.terms.visitsTotal,
    attractions: line.attractions,
    passIds: line.passIds,
  }));
}

function balanceOf(balances: Balances, passId: string): PassBalance {
  const balance = balances.get(passId);
  if (!balance) throw new NotYet('the sale of the pass');
  return balance;
}
