import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check, connection, decodeCursor, loader, pageSize, type Connection } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import type { AttractionsArgs } from '../graphql/attraction.inputs.js';
import type { Attraction } from '../graphql/attraction.type.js';
import { AttractionList } from './attraction-list.js';

/** Attractions for whoever asks, as far as they may see them. */
@Injectable()
export class BrowseAttractions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly list: AttractionList,
  ) {}

  async page(ctx: RequestContext, args: AttractionsArgs): Promise<Connection<Attraction>> {
    const first = pageSize(args);
    const [after] = decodeCursor(args.after, ['text']) ?? [];
    const filter = { city: args.city, search: check.optionalText('search', args.search ?? '', 100) };
    const rows = await this.unitOfWork.read(ctx, (tx) => this.list.page(tx, ctx.ability, filter, first, after));
    return connection(rows, first, (row) => [row.code]);
  }

  byCode(ctx: RequestContext, code: string): Promise<Attraction | null> {
    return this.unitOfWork.read(ctx, (tx) => this.list.byCode(tx, ctx.ability, code));
  }

  async ofProduct(ctx: RequestContext, productId: string): Promise<Attraction[]> {
    const products = loader<string, Attraction[]>(ctx, 'catalog.attractionsOfProduct', (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.list.ofProducts(tx, ctx.ability, ids)),
    );
    return (await products.load(productId)) ?? [];
  }
}
