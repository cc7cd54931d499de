import { accountOf, Can, Ctx, NotPermitted, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { OrderRepository } from '../persistence/order-repository.js';
import { ClaimOrder } from '../use-cases/claim-order.js';
import { ClaimOrderInput } from './order.inputs.js';
import { ClaimOrderResult } from './order.results.js';
import { OrderConnection, OrderType } from './order.types.js';
import { orderView } from './order.views.js';

/** What visitors who signed in have at this authority. */
@Resolver(() => OrderType)
export class VisitorOrdersResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orderRows: OrderRepository,
    private readonly claim: ClaimOrder,
  ) {}

  @Can('read', 'Order')
  @Query(() => OrderConnection, {
    description:
      'Orders of the visitor who is signed in, newest first: bought then, or claimed since. Of this storefront only.',
  })
  async myOrders(@Ctx() ctx: RequestContext, @Args() page: PageArgs) {
    const account = accountOf(ctx.principal);
    if (account === null) throw new NotPermitted('read', 'Order', ctx.principal.anonymous);
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['instant', 'id']);
    const rows = await this.unitOfWork.read(ctx, (tx) => this.orderRows.pageOfVisitor(tx, account, after, first + 1));
    return connection(
      rows.map((order) => orderView(order)),
      first,
      (order) => [order.createdAt.toISOString(), order.id],
    );
  }

  @Can('read', 'Order')
  @ResolveField(() => Boolean, { description: 'Whether it is in the account of who is signed in.' })
  isMine(@Ctx() ctx: RequestContext, @Parent() order: OrderType): boolean {
    const account = accountOf(ctx.principal);
    return account !== null && order.visitorSubject === account;
  }

  @Can('claim', 'Order')
  @Mutation(() => ClaimOrderResult, {
    description: 'Puts what was bought as a guest into the account of who is signed in. The key stays good.',
  })
  async claimOrder(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'What is asked.' }) input: ClaimOrderInput,
  ) {
    return orderView(await this.claim.execute(ctx, input));
  }
}
