import type { Currency, LocalDate } from '@lianpiao/kernel';
import type { DomainEvent } from '@lianpiao/outbox';

import type { AttractionRef, EntitlementTerms, ProductKind, UnitType } from '../catalog/index.js';

export type ChannelKind = 'storefront' | 'partner';

export interface PaidLine {
  readonly orderLineId: string;
  readonly line: number;
  readonly productId: string;
  readonly productVersion: number;
  readonly productKind: ProductKind;
  readonly unitType: UnitType;
  readonly quantity: number;
  /** What the channel pays us for one unit. */
  readonly unitPriceMinor: bigint;
  readonly visitDate: LocalDate | null;
  /** One per unit: the ids the entitlements and their balances go by. */
  readonly passIds: readonly string[];
  readonly attractions: readonly AttractionRef[];
  readonly terms: EntitlementTerms;
}

interface OfOrder {
  readonly orderId: string;
  readonly currency: Currency;
}

interface ThroughChannel {
  readonly channelId: string;
  readonly channelCode: string;
  readonly channelKind: ChannelKind;
}

/** The order is ours to serve: paid at the provider, or drawn on the partner's credit. */
export interface OrderPaidPayload extends OfOrder, ThroughChannel {
  readonly number: string;
  readonly provider: string | null;
  readonly totalMinor: bigint;
  readonly paidAt: Date;
  readonly lines: readonly PaidLine[];
}
export type OrderPaid = DomainEvent<'OrderPaid', OrderPaidPayload>;

/** What the provider keeps of a payment. */
export interface PaymentFeeReportedPayload extends OfOrder {
  readonly paymentId: string;
  readonly feeMinor: bigint;
}
export type PaymentFeeReported = DomainEvent<'PaymentFeeReported', PaymentFeeReportedPayload>;

/** The value left the passes; it is owed to the buyer, less the fee. */
export interface OrderRefundedPayload extends OfOrder, ThroughChannel {
  readonly refundId: string;
  readonly passIds: readonly string[];
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
}
export type OrderRefunded = DomainEvent<'OrderRefunded', OrderRefundedPayload>;

/** The buyer has the money back. */
export interface RefundSettledPayload extends OfOrder, ThroughChannel {
  readonly refundId: string;
  readonly amountMinor: bigint;
}
export type RefundSettled = DomainEvent<'RefundSettled', RefundSettledPayload>;

/** Money came for an order that can no longer be served; it goes back. */
export interface LatePaymentReceivedPayload extends OfOrder {
  readonly paymentId: string;
  readonly amountMinor: bigint;
}
export type LatePaymentReceived = DomainEvent<'LatePaymentReceived', LatePaymentReceivedPayload>;
