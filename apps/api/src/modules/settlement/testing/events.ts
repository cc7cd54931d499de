import { newId } from '@lianpiao/kernel';
import type { ReceivedEvent } from '@lianpiao/outbox';

import type {
  LatePaymentReceivedPayload,
  OrderPaidPayload,
  OrderRefundedPayload,
  PaymentFeeReportedPayload,
  RefundSettledPayload,
} from '../../ordering/index.js';
import type { PassClosedPayload, TicketRedeemedPayload } from '../../ticketing/index.js';

/** What the ledger hears of others, as the outbox hands it over. */
function received<Payload extends object>(type: string, payload: Payload, occurredAt: Date): ReceivedEvent<Payload> {
  return { id: newId(), type, occurredAt, payload };
}

/** The same happening, delivered or even announced once more. */
export function again(event: ReceivedEvent): ReceivedEvent {
  return { ...event, id: newId() };
}

export function paid(sale: OrderPaidPayload): ReceivedEvent<OrderPaidPayload> {
  return received('OrderPaid', sale, sale.paidAt);
}

export function feeReported({ orderId, currency }: OrderPaidPayload, feeMinor: bigint, at: Date) {
  const payload: PaymentFeeReportedPayload = { orderId, currency, paymentId: newId(), feeMinor };
  return received('PaymentFeeReported', payload, at);
}

export function paidTooLate({ orderId, currency }: OrderPaidPayload, amountMinor: bigint, at: Date) {
  const payload: LatePaymentReceivedPayload = { orderId, currency, paymentId: newId(), amountMinor };
  return received('LatePaymentReceived', payload, at);
}

export function redeemed(passId: string, attractionId: string, scannedAt: Date, visit = 1) {
  const payload: TicketRedeemedPayload = {
    redemptionId: newId(),
    passId,
    attractionId,
    gateId: newId(),
    scannedAt,
    visit,
  };
  return received('TicketRedeemed', payload, scannedAt);
}

export function passClosed(passId: string, reason: PassClosedPayload['reason'], visits: number, closedAt: Date) {
  const payload: PassClosedPayload = { passId, reason, visits, closedAt };
  return received('PassClosed', payload, closedAt);
}

/** All of an order taken back, less a fee. */
export function refunded(sale: OrderPaidPayload, feeMinor: bigint, at: Date): ReceivedEvent<OrderRefundedPayload> {
  const { orderId, currency, channelId, channelCode, channelKind, totalMinor } = sale;
  const passIds = sale.lines.flatMap((line) => line.passIds);
  const payload = { orderId, currency, channelId, channelCode, channelKind, passIds, refundId: newId() };
  return received('OrderRefunded', { ...payload, amountMinor: totalMinor - feeMinor, feeMinor }, at);
}

export function refundSettled(refund: OrderRefundedPayload, at: Date): ReceivedEvent<RefundSettledPayload> {
  const { orderId, currency, channelId, channelCode, channelKind, refundId, amountMinor } = refund;
  const payload = { orderId, currency, channelId, channelCode, channelKind, refundId, amountMinor };
  return received('RefundSettled', payload, at);
}
