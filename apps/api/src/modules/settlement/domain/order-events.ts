import type {
  LatePaymentReceivedPayload,
  OrderPaidPayload,
  OrderRefundedPayload,
  PaymentFeeReportedPayload,
  RefundSettledPayload,
} from '../../ordering/index.js';
import { ACCOUNTS } from './accounts.js';
import { journal, moneyAccount, type JournalDraft, type Posting } from './journal.js';

/** A sale: money, or a partner's debt, against the liability of every pass. */
export function saleJournal(sale: OrderPaidPayload): JournalDraft {
  const { orderId, channelId, totalMinor } = sale;
  const money = moneyAccount(sale);
  const passes = sale.lines.flatMap(({ passIds, unitPriceMinor }) =>
    passIds.map((passId): Posting => ({
      account: ACCOUNTS.passLiability,
      amountMinor: -unitPriceMinor,
      passId,
      orderId,
      channelId,
    })),
  );
  const received: Posting = { account: money.code, amountMinor: totalMinor, orderId, channelId };
  return journal('sale', { sourceId: orderId, effectiveAt: sale.paidAt }, [received, ...passes], {
    accounts: money.accounts,
  });
}

/** The provider keeps its fee of what it holds for us. */
export function feeJournal({ paymentId, orderId, feeMinor }: PaymentFeeReportedPayload, at: Date): JournalDraft {
  return journal('psp_fee', { sourceId: paymentId, effectiveAt: at }, [
    { account: ACCOUNTS.pspFees, amountMinor: feeMinor, orderId },
    { account: ACCOUNTS.pspClearing, amountMinor: -feeMinor, orderId },
  ]);
}

/** The value of unused passes becomes owed to the buyer, less the fee. */
export function refundJournal(
  refund: OrderRefundedPayload,
  remaining: ReadonlyMap<string, bigint>,
  at: Date,
): JournalDraft {
  const { refundId, orderId, channelId, amountMinor, feeMinor } = refund;
  const passes = [...remaining].map(([passId, minor]): Posting => ({
    account: ACCOUNTS.passLiability,
    amountMinor: minor,
    passId,
    orderId,
    channelId,
  }));
  return journal('refund', { sourceId: refundId, effectiveAt: at }, [
    ...passes,
    { account: ACCOUNTS.refundsPayable, amountMinor: -amountMinor, orderId },
    { account: ACCOUNTS.cancellationFees, amountMinor: -feeMinor, orderId },
  ]);
}

/** The buyer has the money back. */
export function refundSettledJournal(settled: RefundSettledPayload, at: Date): JournalDraft {
  const { refundId, orderId, channelId, amountMinor } = settled;
  const money = moneyAccount(settled);
  const postings = [
    { account: ACCOUNTS.refundsPayable, amountMinor, orderId },
    { account: money.code, amountMinor: -amountMinor, orderId, channelId },
  ];
  return journal('refund_settled', { sourceId: refundId, effectiveAt: at }, postings, { accounts: money.accounts });
}

/** Money for an order that can no longer be served: owed back at once. */
export function latePaymentJournal(
  { paymentId, orderId, amountMinor }: LatePaymentReceivedPayload,
  at: Date,
): JournalDraft {
  return journal('late_payment', { sourceId: paymentId, effectiveAt: at }, [
    { account: ACCOUNTS.pspClearing, amountMinor, orderId },
    { account: ACCOUNTS.refundsPayable, amountMinor: -amountMinor, orderId },
  ]);
}
