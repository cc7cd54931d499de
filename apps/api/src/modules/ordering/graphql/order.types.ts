import {
  connectionOf,
  DateTimeScalar,
  describeEnum,
  Impersonal,
  LocalDateScalar,
  mask,
  MoneyType,
  Personal,
} from '@lianpiao/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import type { OrderFacts } from '../domain/order.js';
import { ORDER_STATES } from '../domain/order-state.js';
import { REFUND_STATES } from '../domain/refund.js';

export const OrderStateEnum = Object.fromEntries(ORDER_STATES.map((state) => [state.toUpperCase(), state]));
describeEnum('OrderState', 'Where an order is in its life.', OrderStateEnum, {
  DRAFT: { description: 'Being put together.' },
  HELD: { description: 'Priced, places kept, waiting for payment.' },
  PAID: { description: 'Paid; tickets are being issued.' },
  ISSUED: { description: 'Tickets are there.' },
  PARTLY_REDEEMED: { description: 'At least one visit was made.' },
  CLOSED: { description: 'Nothing is left to use.' },
  CANCELLED: { description: 'Given up before payment.' },
  EXPIRED: { description: 'Not paid in time.' },
  REFUNDED: { description: 'Taken back; the price was given back.' },
  EXCHANGED: { description: 'Replaced by another order.' },
});

export const RefundStateEnum = Object.fromEntries(REFUND_STATES.map((state) => [state.toUpperCase(), state]));
describeEnum('RefundState', 'Where a refund is in its life.', RefundStateEnum, {
  REQUESTED: { description: 'Waits for a second person.' },
  APPROVED: { description: 'The order is taken back; the provider is being asked.' },
  SENT: { description: 'The provider pays it out.' },
  SUCCEEDED: { description: 'The money has arrived.' },
  FAILED: { description: 'The provider could not pay it out.' },
  REJECTED: { description: 'A second person said no; the order is as it was.' },
});

export const RefundDecisionEnum = { APPROVED: 'approved', REJECTED: 'rejected' } as const;
describeEnum('RefundDecision', 'What a second person says.', RefundDecisionEnum, {
  APPROVED: { description: 'Take the order back and pay its price out.' },
  REJECTED: { description: 'Leave the order as it is.' },
});

const OF_ORDER = { of: 'Order', facts: factsOf } as const;

@ObjectType('SalesChannel', { description: 'Through whom an order came.' })
export class SalesChannelType {
  @Field(() => String, { description: 'Short name of the channel.' })
  readonly code!: string;

  @Field(() => String, { description: '`storefront` or `partner`.' })
  readonly kind!: string;

  @Impersonal('a company')
  @Field(() => String, { description: 'Name of the channel.' })
  readonly name!: string;
}

@ObjectType('OrderLine', { description: 'Units of one product in an order.' })
export class OrderLineType {
  readonly productId!: string;

  @Field(() => Int, { description: 'Position in the order, from 1.' })
  readonly line!: number;

  @Field(() => String, { description: 'Who the unit is for, as in OCTO.' })
  readonly unitType!: string;

  @Field(() => Int, { description: 'Number of units.' })
  readonly quantity!: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of the visit, for dated products.' })
  readonly visitDate!: string | null;

  readonly unitPriceMinor!: bigint;
  readonly totalMinor!: bigint;
  readonly currency!: string;
}

@ObjectType('Payment', { description: 'An attempt to pay an order.' })
export class PaymentType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'intended, pending, succeeded, declined, expired or failed.' })
  readonly state!: string;

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  readonly amount!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it was begun.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its end was known.' })
  readonly settledAt!: Date | null;
}

@ObjectType('Refund', { description: 'Money given back for an order.' })
export class RefundType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'requested, approved, sent, succeeded, failed or rejected.' })
  readonly state!: string;

  readonly facts!: Partial<OrderFacts>;
  readonly orderId!: string;
  readonly requestedBy!: string | null;
  readonly decidedBy!: string | null;

  @Personal({ ...OF_ORDER, mask: mask.text })
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => MoneyType, { description: 'What is given back.' })
  readonly amount!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a second person decided it, where one had to.' })
  readonly decidedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the money had arrived.' })
  readonly settledAt!: Date | null;
}

@ObjectType('Order', { description: 'What somebody buys, from hold to the last visit.' })
export class OrderType {
  readonly facts!: OrderFacts;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Number to read out.' })
  readonly number!: string;

  @Field(() => OrderStateEnum, { description: 'Where it is in its life.' })
  readonly state!: string;

  @Field(() => MoneyType, { description: 'What the channel pays for it.' })
  readonly total!: MoneyType;

  @Field(() => SalesChannelType, { description: 'Through whom it came.' })
  readonly channel!: SalesChannelType;

  @Field(() => [OrderLineType], { description: 'What is bought.' })
  readonly lines!: readonly OrderLineType[];

  readonly visitorSubject!: string | null;

  @Personal({ ...OF_ORDER, mask: mask.reference })
  @Field(() => String, { nullable: true, description: "The partner's own reference." })
  readonly externalReference!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was placed.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when its places are kept unpaid.' })
  readonly expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was paid.' })
  readonly paidAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its tickets were issued.' })
  readonly issuedAt!: Date | null;
}

export const SalesChannelConnection = connectionOf(SalesChannelType, 'SalesChannel');
export const OrderConnection = connectionOf(OrderType, 'Order');
export const RefundConnection = connectionOf(RefundType, 'Refund');

/** What tells whether the order is the caller's own. */
export function factsOf({ facts }: { readonly facts: Partial<OrderFacts> }): Readonly<Record<string, unknown>> {
  return facts;
}
