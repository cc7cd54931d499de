import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { loader } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import { Catalog, type AttractionRef } from '../../catalog/index.js';

/** Attractions by code and name, for those who hold a ticket or a record that names them. */
@Injectable()
export class AttractionLabels {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
  ) {}

  async of(ctx: RequestContext, ids: readonly string[]): Promise<AttractionRef[]> {
    const labels = loader(ctx, 'ticketing.attractions', (keys: readonly string[]) =>
      this.unitOfWork.read(ctx, (tx) => this.catalog.attractionsByIds(tx, keys)),
    );
    const found = await Promise.all(ids.map((id) => labels.load(id)));
    return found.filter((attraction) => attraction !== undefined).sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}
