import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { AttractionLabels } from '../queries/attraction-labels.js';
import { ListRedemptions } from '../queries/list-redemptions.js';
import { RedemptionConnection, RedemptionsArgs, RedemptionType } from './redemption.types.js';
import { AttractionLabel } from './ticket.types.js';

@Resolver(() => RedemptionType)
export class RedemptionResolver {
  constructor(
    private readonly redemptions: ListRedemptions,
    private readonly labels: AttractionLabels,
  ) {}

  @Can('read', 'Redemption')
  @Query(() => RedemptionConnection, {
    name: 'redemptions',
    description: 'Attempts at the gates the caller may know of, the latest first.',
  })
  page(@Ctx() ctx: RequestContext, @Args() args: RedemptionsArgs) {
    return this.redemptions.page(ctx, args);
  }

  @Can('read', 'Redemption')
  @ResolveField(() => AttractionLabel, { nullable: true, description: 'Where the gate leads.' })
  async attraction(@Ctx() ctx: RequestContext, @Parent() redemption: RedemptionType) {
    const [label] = await this.labels.of(ctx, [redemption.attractionId]);
    return label ?? null;
  }

  @Can('read', 'Redemption')
  @ResolveField(() => String, { description: 'Code of the gate.' })
  gateCode(@Ctx() ctx: RequestContext, @Parent() redemption: RedemptionType) {
    return this.redemptions.gateCode(ctx, redemption.gateId);
  }
}
