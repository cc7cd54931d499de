import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Resolver } from '@nestjs/graphql';

import { OrderAccess } from '../order-access.js';
import { CancelOrder } from '../use-cases/cancel-order.js';
import { ConfirmOrder } from '../use-cases/confirm-order.js';
import { HoldOrder } from '../use-cases/hold-order.js';
import { PayOrder } from '../use-cases/pay-order.js';
import { RefundOrder } from '../use-cases/refund-order.js';
import {
  CancelOrderInput,
  ConfirmOrderInput,
  HoldOrderInput,
  PayOrderInput,
  RefundOrderInput,
} from './order.inputs.js';
import {
  CancelOrderResult,
  ConfirmOrderResult,
  HoldOrderResult,
  PayOrderResult,
  RefundOrderResult,
} from './order.results.js';
import { OrderType } from './order.types.js';
import { orderView, paymentView, refundView } from './order.views.js';

const INPUT = { description: 'What is asked.' };

@Resolver(() => OrderType)
export class OrderCommandsResolver {
  constructor(
    private readonly access: OrderAccess,
    private readonly hold: HoldOrder,
    private readonly pay: PayOrder,
    private readonly confirm: ConfirmOrder,
    private readonly cancel: CancelOrder,
    private readonly refund: RefundOrder,
  ) {}

  @Can('create', 'Order')
  @Mutation(() => HoldOrderResult, {
    description: 'Prices an order and keeps its places until it is paid or its time is up.',
  })
  async holdOrder(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: HoldOrderInput) {
    const order = await this.hold.execute(ctx, input);
    return { order: orderView(order, true), accessKey: this.access.keyOf(ctx.tenant, order.id) };
  }

  @Can('pay', 'Order')
  @Mutation(() => PayOrderResult, {
    description: 'Opens a payment at the payment provider. An order that costs nothing is paid with this.',
  })
  async payOrder(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: PayOrderInput) {
    const { payment, checkoutUrl } = await this.pay.execute(ctx, input);
    return { payment: payment && paymentView(payment), checkoutUrl };
  }

  @Can('confirm', 'Order')
  @Mutation(() => ConfirmOrderResult, {
    description: "Takes a held order on the partner's account, within its credit.",
  })
  async confirmOrder(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: ConfirmOrderInput) {
    return orderView(await this.confirm.execute(ctx, input));
  }

  @Can('cancel', 'Order')
  @Mutation(() => CancelOrderResult, { description: 'Gives up an unpaid order; its places go back at once.' })
  async cancelOrder(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: CancelOrderInput) {
    return orderView(await this.cancel.execute(ctx, input), this.isKey(ctx, input));
  }

  @Can('refund', 'Order')
  @Mutation(() => RefundOrderResult, { description: 'Takes back an order nobody has used; the price is given back.' })
  async refundOrder(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: RefundOrderInput) {
    const refund = await this.refund.execute(ctx, input);
    // Whoever got here through a channel got here through their own.
    return refundView(refund, { keyHeld: this.isKey(ctx, input), clientId: ctx.principal.clientId });
  }

  private isKey({ tenant }: RequestContext, { orderId, accessKey }: CancelOrderInput | RefundOrderInput): boolean {
    return this.access.isKeyOf(tenant, orderId, accessKey);
  }
}
