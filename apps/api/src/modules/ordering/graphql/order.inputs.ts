import { CommandInput, LocalDateScalar, MinorUnits } from '@lianpiao/graphql';
import { Field, ID, InputType, Int } from '@nestjs/graphql';

import { RefundDecisionEnum } from './order.types.js';

@InputType({ description: 'Units of one product to buy.' })
export class OrderLineInput {
  @Field(() => ID, { description: 'The unit, from the catalogue.' })
  readonly unitId!: string;

  @Field(() => Int, { description: 'How many, 1 to 100.' })
  readonly quantity!: number;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Date of the visit; needed for dated products and only for them.',
  })
  readonly visitDate?: string | null;
}

@InputType({ description: 'How to reach the buyer. All of it may be left out.' })
export class ContactInput {
  @Field(() => String, { nullable: true, description: 'Name, at most 80 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  readonly phone?: string | null;
}

@InputType({ description: 'An order to price and keep.' })
export class HoldOrderInput extends CommandInput {
  @Field(() => [OrderLineInput], { description: 'What to buy, at most 20 lines.' })
  readonly lines!: OrderLineInput[];

  @Field(() => ContactInput, { nullable: true, description: 'How to reach the buyer.' })
  readonly contact?: ContactInput | null;

  @Field(() => String, { nullable: true, description: 'Language of the buyer: zh-CN or en.' })
  readonly locale?: string | null;

  @Field(() => String, { nullable: true, description: "A partner's own reference, unique to it." })
  readonly externalReference?: string | null;
}

@InputType({ description: 'An order to pay at the payment provider.' })
export class PayOrderInput extends CommandInput {
  @Field(() => ID, { description: 'The order.' })
  readonly orderId!: string;

  @Field(() => String, { nullable: true, description: 'The key from holding it.' })
  readonly accessKey?: string | null;

  @Field(() => String, { description: 'Page of this storefront the visitor comes back to.' })
  readonly returnUrl!: string;
}

@InputType({ description: "An order to take on the partner's account." })
export class ConfirmOrderInput extends CommandInput {
  @Field(() => ID, { description: 'The order.' })
  readonly orderId!: string;
}

@InputType({ description: 'An unpaid order to give up.' })
export class CancelOrderInput extends CommandInput {
  @Field(() => ID, { description: 'The order.' })
  readonly orderId!: string;

  @Field(() => String, { nullable: true, description: 'The key from holding it.' })
  readonly accessKey?: string | null;
}

@InputType({ description: "A guest's order to put into the account of who is signed in." })
export class ClaimOrderInput extends CommandInput {
  @Field(() => ID, { description: 'The order.' })
  readonly orderId!: string;

  @Field(() => String, { description: 'The key from holding it.' })
  readonly accessKey!: string;
}

@InputType({ description: 'An unused order to take back.' })
export class RefundOrderInput extends CommandInput {
  @Field(() => ID, { description: 'The order.' })
  readonly orderId!: string;

  @Field(() => String, { nullable: true, description: 'The key from holding it.' })
  readonly accessKey?: string | null;

  @Field(() => String, { description: 'Why, at most 200 characters.' })
  readonly reason!: string;
}

@InputType({ description: 'A decision on a refund that waits for a second person.' })
export class DecideRefundInput extends CommandInput {
  @Field(() => ID, { description: 'The refund.' })
  readonly refundId!: string;

  @Field(() => RefundDecisionEnum, { description: 'Yes or no.' })
  readonly decision!: 'approved' | 'rejected';

  @Field(() => String, { description: 'Why, at most 200 characters.' })
  readonly reason!: string;
}

@InputType({ description: 'A partner that sells on our behalf.' })
export class CreatePartnerInput extends CommandInput {
  @Field(() => String, { description: 'Short name: a-z, 0-9, _ and -.' })
  readonly code!: string;

  @Field(() => String, { description: 'Name of the company.' })
  readonly name!: string;

  @Field(() => Int, { description: 'What it pays of the list price, in parts per million: 850000 is 85 %.' })
  readonly netRatePpm!: number;

  @Field(() => MinorUnits, { description: 'The most it may owe.' })
  readonly creditLimitMinor!: bigint;
}
