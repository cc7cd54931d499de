import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, loader, PageArgs, pageSize } from '@lianpiao/graphql';
import { groupBy } from '@lianpiao/kernel';
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import type { OrderState } from '../domain/order-state.js';
import { OrderAccess } from '../order-access.js';
import { OrderNotFound } from '../ordering.failures.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { PaymentRepository } from '../persistence/payment-repository.js';
import { RefundRepository } from '../persistence/refund-repository.js';
import { OrderConnection, OrderStateEnum, OrderType, PaymentType, RefundType } from './order.types.js';
import { orderView, paymentView, refundView } from './order.views.js';

@Resolver(() => OrderType)
export class OrderQueriesResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly orderRows: OrderRepository,
    private readonly paymentRows: PaymentRepository,
    private readonly refundRows: RefundRepository,
  ) {}

  @Can('read', 'Order')
  @Query(() => OrderType, {
    nullable: true,
    description: 'An order, for its guest, its partner or staff; null for anybody else.',
  })
  async order(
    @Ctx() ctx: RequestContext,
    @Args('id', { type: () => ID, description: 'The order.' }) id: string,
    @Args('accessKey', { type: () => String, nullable: true, description: 'The key from holding it.' })
    accessKey: string | null,
  ): Promise<OrderType | null> {
    try {
      const order = await this.unitOfWork.read(ctx, (tx) => this.access.find(ctx, tx, 'read', id, accessKey));
      return orderView(order, this.access.isKeyOf(ctx.tenant, id, accessKey));
    } catch (error) {
      if (error instanceof OrderNotFound) return null;
      throw error;
    }
  }

  @Can('read', 'Order')
  @Query(() => OrderConnection, { description: 'Orders, newest first: all of them for staff, its own for a partner.' })
  async orders(
    @Ctx() ctx: RequestContext,
    @Args() page: PageArgs,
    @Args('state', { type: () => OrderStateEnum, nullable: true, description: 'Only those in this state.' })
    state: OrderState | null,
    @Args('channel', { type: () => String, nullable: true, description: 'Only those through this channel.' })
    channel: string | null,
  ) {
    const first = pageSize(page);
    const filter = { state, channelCode: channel, clientId: ownClient(ctx) };
    const after = decodeCursor(page.after, ['instant', 'id']);
    const rows = await this.unitOfWork.read(ctx, (tx) => this.orderRows.page(tx, filter, after, first + 1));
    const orders = rows.map((order) => orderView(order));
    return connection(orders, first, (order) => [order.createdAt.toISOString(), order.id]);
  }

  @Can('read', 'Order')
  @ResolveField(() => [PaymentType], { description: 'Attempts to pay it, oldest first.' })
  payments(@Ctx() ctx: RequestContext, @Parent() order: OrderType): Promise<PaymentType[]> {
    const batch = loader(ctx, 'ordering.payments', async (ids) => {
      const found = await this.unitOfWork.read(ctx, (tx) => this.paymentRows.ofOrders(tx, ids));
      return groupBy(found, ({ orderId }) => orderId);
    });
    return batch.load(order.id).then((payments = []) => payments.map(paymentView));
  }

  @Can('read', 'Order')
  @ResolveField(() => [RefundType], { description: 'What was given back, oldest first.' })
  refunds(@Ctx() ctx: RequestContext, @Parent() order: OrderType): Promise<RefundType[]> {
    const batch = loader(ctx, 'ordering.refunds', async (ids) => {
      const found = await this.unitOfWork.read(ctx, (tx) => this.refundRows.ofOrders(tx, ids));
      return groupBy(found, ({ orderId }) => orderId);
    });
    return batch.load(order.id).then((refunds = []) => refunds.map((refund) => refundView(refund, order.facts)));
  }
}

/** Lists are for staff, who see all, and for partners, who see their own. A guest has a key to one order, and no list. */
function ownClient({ ability, principal }: RequestContext): string | null {
  if (ability.can('read', 'Order', { keyHeld: false, clientId: null, channelKind: 'storefront' })) return null;
  ability.must('read', 'Order', { keyHeld: false, clientId: principal.clientId, channelKind: 'partner' });
  return principal.clientId;
}
