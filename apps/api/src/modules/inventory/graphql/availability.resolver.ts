import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Query, Resolver } from '@nestjs/graphql';

import { ProductAvailability } from '../queries/product-availability.js';
import { AvailabilityArgs } from './availability.args.js';
import { AvailabilityDay } from './availability.type.js';

@Resolver(() => AvailabilityDay)
export class AvailabilityResolver {
  constructor(private readonly availabilityOf: ProductAvailability) {}

  @Can('read', 'Slot')
  @Query(() => [AvailabilityDay], {
    description: 'What is left of a product, date by date. Only a held order is sure of its places.',
  })
  availability(@Ctx() ctx: RequestContext, @Args() { productCode, from, days }: AvailabilityArgs) {
    return this.availabilityOf.of(ctx, productCode, from, days);
  }
}
