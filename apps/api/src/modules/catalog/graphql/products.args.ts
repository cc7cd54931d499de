import { PageArgs } from '@lianpiao/graphql';
import { ArgsType, Field } from '@nestjs/graphql';

import { ProductState } from '../domain/product-state.js';
import { ProductKind } from '../domain/product-terms.js';

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductKind, { nullable: true, description: 'Only those of this kind.' })
  readonly kind?: ProductKind | null;

  @Field(() => ProductState, {
    nullable: true,
    description: 'Only those in this state; other than PUBLISHED for staff only.',
  })
  readonly state?: ProductState | null;
}
