import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, loader, pageSize, type Connection, type MoneyType } from '@lianpiao/graphql';
import { localDate, type Clock, type LocalDate } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { seesEveryProduct } from '../catalog.policy.js';
import type { Product, ProductOption } from '../graphql/product.type.js';
import type { ProductsArgs } from '../graphql/products.args.js';
import { ProductList, type ProductsSeen } from './product-list.js';
import { ProductOptions } from './product-options.js';
import { priceKey, UnitPrices } from './unit-prices.js';

/** Products for whoever asks, as far as they may see them; their parts in one statement per list, however long it is. */
@Injectable()
export class BrowseProducts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly list: ProductList,
    private readonly optionsOf: ProductOptions,
    private readonly prices: UnitPrices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(ctx: RequestContext, args: ProductsArgs): Promise<Connection<Product>> {
    const first = pageSize(args);
    const [after] = decodeCursor(args.after, ['text']) ?? [];
    if (args.state) ctx.ability.must('read', 'Product', { state: args.state });
    const rows = await this.unitOfWork.read(ctx, (tx) => this.list.page(tx, this.seen(ctx), args, first, after));
    return connection(rows, first, (row) => [row.code]);
  }

  byCode(ctx: RequestContext, code: string): Promise<Product | null> {
    return this.unitOfWork.read(ctx, (tx) => this.list.byCode(tx, this.seen(ctx), code));
  }

  async options(ctx: RequestContext, productId: string): Promise<ProductOption[]> {
    const products = loader<string, ProductOption[]>(ctx, 'catalog.optionsOfProduct', (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.optionsOf.ofProducts(tx, ids)),
    );
    return (await products.load(productId)) ?? [];
  }

  async price(ctx: RequestContext, unitId: string, on: LocalDate = this.today(ctx)): Promise<MoneyType | null> {
    const prices = loader<string, MoneyType>(ctx, 'catalog.unitPrice', (keys) =>
      this.unitOfWork.read(ctx, (tx) => this.prices.on(tx, keys)),
    );
    return (await prices.load(priceKey(unitId, on))) ?? null;
  }

  async fromPrice(ctx: RequestContext, productId: string): Promise<MoneyType | null> {
    const today = this.today(ctx);
    const prices = loader<string, MoneyType>(ctx, 'catalog.fromPrice', (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.prices.lowest(tx, ids, today)),
    );
    return (await prices.load(productId)) ?? null;
  }

  private seen(ctx: RequestContext): ProductsSeen {
    return { every: seesEveryProduct(ctx), at: this.clock.now() };
  }

  private today(ctx: RequestContext): LocalDate {
    return localDate(this.clock.now(), ctx.tenant.timeZone);
  }
}
