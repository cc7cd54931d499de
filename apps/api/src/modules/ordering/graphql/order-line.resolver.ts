import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { LocalizedTextType, loader, money, MoneyType } from '@lianpiao/graphql';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Catalog } from '../../catalog/index.js';
import { OrderLineType } from './order.types.js';

@Can('read', 'Order')
@Resolver(() => OrderLineType)
export class OrderLineResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
  ) {}

  @ResolveField(() => String, { description: 'Code of the product.' })
  async productCode(@Ctx() ctx: RequestContext, @Parent() line: OrderLineType): Promise<string> {
    const product = await this.products(ctx).load(line.productId);
    return product?.productCode ?? '';
  }

  @ResolveField(() => LocalizedTextType, { description: 'Name of the product.' })
  async productName(@Ctx() ctx: RequestContext, @Parent() line: OrderLineType): Promise<LocalizedTextType> {
    const product = await this.products(ctx).load(line.productId);
    return product?.name ?? { zh: '', en: '' };
  }

  @ResolveField(() => MoneyType, { description: 'What the channel pays for one unit.' })
  unitPrice(@Parent() line: OrderLineType): MoneyType {
    return money(line.unitPriceMinor, line.currency);
  }

  @ResolveField(() => MoneyType, { description: 'What the channel pays for the line.' })
  total(@Parent() line: OrderLineType): MoneyType {
    return money(line.totalMinor, line.currency);
  }

  private products(ctx: RequestContext) {
    return loader(ctx, 'ordering.products', (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.catalog.productTerms(tx, ids)),
    );
  }
}
