import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, Impersonal, loader, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import type { RefundState } from '../domain/refund.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { RefundRepository } from '../persistence/refund-repository.js';
import { DecideRefund } from '../use-cases/decide-refund.js';
import { DecideRefundInput } from './order.inputs.js';
import { DecideRefundResult } from './order.results.js';
import { OrderType, RefundConnection, RefundStateEnum, RefundType } from './order.types.js';
import { orderView, refundView } from './order.views.js';

const BOTH_NAMED = 'whoever checks that two people decided has to know who they were';

@Resolver(() => RefundType)
export class RefundResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orderRows: OrderRepository,
    private readonly refundRows: RefundRepository,
    private readonly decide: DecideRefund,
  ) {}

  @Can('approve', 'Refund')
  @Mutation(() => DecideRefundResult, {
    description: 'Says yes or no to a refund that somebody else of the staff asked for. What is approved is paid out.',
  })
  async decideRefund(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'What is decided.' }) input: DecideRefundInput,
  ) {
    return refundView(await this.decide.execute(ctx, input));
  }

  @Can('read', 'Refund')
  @Query(() => RefundConnection, {
    description: 'Refunds, newest first. Those in state REQUESTED wait for a second person.',
  })
  async refunds(
    @Ctx() ctx: RequestContext,
    @Args() page: PageArgs,
    @Args('state', { type: () => RefundStateEnum, nullable: true, description: 'Only those in this state.' })
    state: RefundState | null,
  ) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['instant', 'id']);
    const rows = await this.unitOfWork.read(ctx, (tx) => this.refundRows.page(tx, state, after, first + 1));
    const refunds = rows.map((refund) => refundView(refund));
    return connection(refunds, first, ({ requestedAt, id }) => [requestedAt.toISOString(), id]);
  }

  @Can('read', 'Refund')
  @ResolveField(() => OrderType, { description: 'The order it gives back.' })
  async order(@Ctx() ctx: RequestContext, @Parent() refund: RefundType): Promise<OrderType> {
    const batch = loader(ctx, 'ordering.orders', async (ids) => {
      const found = await this.unitOfWork.read(ctx, (tx) => this.orderRows.findAll(tx, ids));
      return new Map(found.map((order) => [order.id, order]));
    });
    const order = await batch.load(refund.orderId);
    if (!order) throw new Error('a refund without its order');
    return orderView(order);
  }

  @Impersonal(BOTH_NAMED)
  @Can('read', 'Refund')
  @ResolveField(() => String, { nullable: true, description: 'Username of who asked for it; null when it was nobody.' })
  requestedBy(@Parent() refund: RefundType): string | null {
    return refund.requestedBy;
  }

  @Impersonal(BOTH_NAMED)
  @Can('read', 'Refund')
  @ResolveField(() => String, { nullable: true, description: 'Username of the second person, where there was one.' })
  decidedBy(@Parent() refund: RefundType): string | null {
    return refund.decidedBy;
  }
}
