import { Impersonal, resultUnion } from '@lianpiao/graphql';
import { Field, ObjectType } from '@nestjs/graphql';

import { CancelOrder } from '../use-cases/cancel-order.js';
import { ClaimOrder } from '../use-cases/claim-order.js';
import { ConfirmOrder } from '../use-cases/confirm-order.js';
import { CreatePartner } from '../use-cases/create-partner.js';
import { DecideRefund } from '../use-cases/decide-refund.js';
import { HoldOrder } from '../use-cases/hold-order.js';
import { PayOrder } from '../use-cases/pay-order.js';
import { RefundOrder } from '../use-cases/refund-order.js';
import { OrderType, PaymentType, RefundType } from './order.types.js';

@ObjectType({ description: 'An order whose places are kept.' })
export class HeldOrder {
  @Field(() => OrderType, { description: 'The order.' })
  readonly order!: OrderType;

  @Field(() => String, { description: 'Whoever holds this key may see, pay, cancel and refund the order.' })
  readonly accessKey!: string;
}

@ObjectType('Checkout', { description: 'A payment that waits for the visitor, or an order that was free.' })
export class CheckoutType {
  @Field(() => PaymentType, { nullable: true, description: 'The payment; null when there was nothing to pay.' })
  readonly payment!: PaymentType | null;

  @Field(() => String, {
    description:
      'Page to send the visitor to: of the payment provider, or the return URL when there was nothing to pay.',
  })
  readonly checkoutUrl!: string;
}

@ObjectType('Partner', { description: 'A partner.' })
export class PartnerType {
  @Field(() => String, { description: 'Short name.' })
  readonly code!: string;

  @Impersonal('a company')
  @Field(() => String, { description: 'Name of the company.' })
  readonly name!: string;

  @Field(() => String, { description: 'Client its machine signs in with.' })
  readonly clientId!: string;
}

@ObjectType({ description: 'A new partner.' })
export class PartnerCreated {
  @Field(() => PartnerType, { description: 'The partner.' })
  readonly partner!: PartnerType;

  @Field(() => String, {
    description: 'Secret of its client. It is not kept: a repeat of the command makes a new one.',
  })
  readonly clientSecret!: string;
}

export const HoldOrderResult = resultUnion(
  'HoldOrderResult',
  'The kept order, or why not.',
  [HeldOrder],
  HoldOrder.failures,
);
export const PayOrderResult = resultUnion(
  'PayOrderResult',
  'Where to pay, or why not.',
  [CheckoutType],
  PayOrder.failures,
);
export const ConfirmOrderResult = resultUnion(
  'ConfirmOrderResult',
  'The confirmed order, or why not.',
  [OrderType],
  ConfirmOrder.failures,
);
export const CancelOrderResult = resultUnion(
  'CancelOrderResult',
  'The cancelled order, or why not.',
  [OrderType],
  CancelOrder.failures,
);
export const ClaimOrderResult = resultUnion(
  'ClaimOrderResult',
  'The claimed order, or why not.',
  [OrderType],
  ClaimOrder.failures,
);
export const RefundOrderResult = resultUnion(
  'RefundOrderResult',
  'The refund, or why not.',
  [RefundType],
  RefundOrder.failures,
);
export const DecideRefundResult = resultUnion(
  'DecideRefundResult',
  'The decided refund, or why not.',
  [RefundType],
  DecideRefund.failures,
);
export const CreatePartnerResult = resultUnion(
  'CreatePartnerResult',
  'The partner, or why not.',
  [PartnerCreated],
  CreatePartner.failures,
);
