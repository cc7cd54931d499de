import type { Currency, LocalDate } from '@lianpiao/kernel';

import type { UnitType } from '../../catalog/index.js';
import type { ChannelKind } from '../ordering.events.js';
import type { OrderState } from './order-state.js';

export interface SalesChannel {
  readonly id: string;
  readonly code: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly clientId: string | null;
  readonly netRatePpm: bigint;
  readonly creditLimitMinor: bigint | null;
  readonly creditUsedMinor: bigint;
  readonly state: 'active' | 'suspended';
}

export interface OrderLine {
  readonly id: string;
  readonly line: number;
  readonly productId: string;
  readonly productVersion: number;
  readonly unitId: string;
  readonly unitType: UnitType;
  readonly quantity: number;
  readonly listPriceMinor: bigint;
  readonly unitPriceMinor: bigint;
  readonly totalMinor: bigint;
  readonly visitDate: LocalDate | null;
}

/** An order without the buyer's personal data: what may be kept as a command's answer. */
export interface Order {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly currency: Currency;
  readonly totalMinor: bigint;
  readonly channelId: string;
  readonly channelCode: string;
  readonly channelKind: ChannelKind;
  readonly channelName: string;
  readonly clientId: string | null;
  /** The account of the visitor it belongs to; null for guests' orders and partners'. */
  readonly visitorSubject: string | null;
  readonly externalReference: string | null;
  readonly holdId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  readonly issuedAt: Date | null;
  readonly lines: readonly OrderLine[];
}

export interface Contact {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** An order about to be written. */
export interface NewOrder extends Order {
  readonly contact: Contact;
  readonly locale: string;
  readonly placedBy: string;
}

export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly provider: string;
  readonly providerPaymentId: string | null;
  readonly state: 'intended' | 'pending' | 'succeeded' | 'declined' | 'expired' | 'failed';
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly feeMinor: bigint;
  readonly checkoutUrl: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** What the ability looks at. */
export function orderFields(
  { clientId, channelKind, visitorSubject }: Pick<Order, 'clientId' | 'channelKind' | 'visitorSubject'>,
  keyHeld: boolean,
) {
  return { keyHeld, clientId, channelKind, visitorSubject };
}
export type OrderFacts = ReturnType<typeof orderFields>;
