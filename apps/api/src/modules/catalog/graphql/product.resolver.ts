import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { BrowseProducts } from '../queries/browse-products.js';
import { CreateProduct } from '../use-cases/create-product.js';
import { PublishProduct } from '../use-cases/publish-product.js';
import { SetPrice } from '../use-cases/set-price.js';
import { WithdrawProduct } from '../use-cases/withdraw-product.js';
import { CreateProductResult, PublishProductResult, SetPriceResult, WithdrawProductResult } from './catalog.results.js';
import { CreateProductInput, PublishProductInput, SetPriceInput, WithdrawProductInput } from './product.inputs.js';
import { Product, ProductConnection } from './product.type.js';
import { ProductsArgs } from './products.args.js';

@Resolver(() => Product)
export class ProductResolver {
  constructor(
    private readonly browse: BrowseProducts,
    private readonly createDraft: CreateProduct,
    private readonly publish: PublishProduct,
    private readonly withdraw: WithdrawProduct,
    private readonly price: SetPrice,
  ) {}

  @Can('read', 'Product')
  @Query(() => ProductConnection, { description: 'What can be bought, by code; staff see every state.' })
  products(@Ctx() ctx: RequestContext, @Args() args: ProductsArgs) {
    return this.browse.page(ctx, args);
  }

  @Can('read', 'Product')
  @Query(() => Product, {
    nullable: true,
    description: 'One product; null when there is none or it is not for the caller to see.',
  })
  product(@Ctx() ctx: RequestContext, @Args('code', { description: 'Its code.' }) code: string) {
    return this.browse.byCode(ctx, code);
  }

  @Can('create', 'Product')
  @Mutation(() => CreateProductResult, { description: 'Makes a product as a draft.' })
  createProduct(@Ctx() ctx: RequestContext, @Args('input', { description: 'The product.' }) input: CreateProductInput) {
    return this.createDraft.execute(ctx, input);
  }

  @Can('publish', 'Product')
  @Mutation(() => PublishProductResult, { description: 'Puts a draft on sale, or a withdrawn product back.' })
  publishProduct(@Ctx() ctx: RequestContext, @Args('input', { description: 'Which.' }) input: PublishProductInput) {
    return this.publish.execute(ctx, input);
  }

  @Can('publish', 'Product')
  @Mutation(() => WithdrawProductResult, { description: 'Takes a product off sale; what was sold stays valid.' })
  withdrawProduct(@Ctx() ctx: RequestContext, @Args('input', { description: 'Which.' }) input: WithdrawProductInput) {
    return this.withdraw.execute(ctx, input);
  }

  @Can('update', 'Product')
  @Mutation(() => SetPriceResult, { description: "Sets a unit's price from a day on." })
  setPrice(@Ctx() ctx: RequestContext, @Args('input', { description: 'The price.' }) input: SetPriceInput) {
    return this.price.execute(ctx, input);
  }
}
