import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { LocalDateScalar, MoneyType } from '@lianpiao/graphql';
import type { LocalDate } from '@lianpiao/kernel';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { BrowseAttractions } from '../queries/browse-attractions.js';
import { BrowseProducts } from '../queries/browse-products.js';
import { Attraction } from './attraction.type.js';
import { Product, ProductOption, Unit } from './product.type.js';

@Can('read', 'Product')
@Resolver(() => Product)
export class ProductPartsResolver {
  constructor(
    private readonly attractionsOf: BrowseAttractions,
    private readonly browse: BrowseProducts,
  ) {}

  @ResolveField(() => [Attraction], { description: 'Where it may be used, by code; at most 200.' })
  attractions(@Ctx() ctx: RequestContext, @Parent() product: Product) {
    return this.attractionsOf.ofProduct(ctx, product.id);
  }

  @ResolveField(() => [ProductOption], { description: 'Its variants.' })
  options(@Ctx() ctx: RequestContext, @Parent() product: Product) {
    return this.browse.options(ctx, product.id);
  }

  @ResolveField(() => MoneyType, {
    nullable: true,
    description: 'Its lowest price today; null before its price calendar begins.',
  })
  fromPrice(@Ctx() ctx: RequestContext, @Parent() product: Product) {
    return this.browse.fromPrice(ctx, product.id);
  }
}

@Can('read', 'Product')
@Resolver(() => Unit)
export class UnitResolver {
  constructor(private readonly browse: BrowseProducts) {}

  @ResolveField(() => MoneyType, { nullable: true, description: 'Its price; null before its price calendar begins.' })
  price(
    @Ctx() ctx: RequestContext,
    @Parent() unit: Unit,
    @Args('on', {
      type: () => LocalDateScalar,
      nullable: true,
      description: 'The day: of the sale, or of the visit for a dated product; today by default.',
    })
    on?: LocalDate | null,
  ) {
    return this.browse.price(ctx, unit.id, on ?? undefined);
  }
}
