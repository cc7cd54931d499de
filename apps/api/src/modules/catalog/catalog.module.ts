import { Module } from '@nestjs/common';

import { Catalog } from './catalog.js';
import { AttractionRefs } from './queries/attraction-refs.js';
import { ProductTermsQuery } from './queries/product-terms-query.js';
import { SellableUnits } from './queries/sellable-units.js';

/** What is sold: attractions, and products of them. */
@Module({
  providers: [Catalog, AttractionRefs, ProductTermsQuery, SellableUnits],
  exports: [Catalog],
})
export class CatalogModule {}
