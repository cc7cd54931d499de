import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/index.js';
import { Catalog } from './catalog.js';
import { AttractionResolver } from './graphql/attraction.resolver.js';
import { ProductPartsResolver, UnitResolver } from './graphql/product-parts.resolver.js';
import { ProductResolver } from './graphql/product.resolver.js';
import { AttractionRepository } from './persistence/attraction-repository.js';
import { PriceRepository } from './persistence/price-repository.js';
import { ProductRepository } from './persistence/product-repository.js';
import { AttractionList } from './queries/attraction-list.js';
import { AttractionRefs } from './queries/attraction-refs.js';
import { BrowseAttractions } from './queries/browse-attractions.js';
import { BrowseProducts } from './queries/browse-products.js';
import { ProductList } from './queries/product-list.js';
import { ProductOptions } from './queries/product-options.js';
import { ProductTermsQuery } from './queries/product-terms-query.js';
import { SellableUnits } from './queries/sellable-units.js';
import { UnitPrices } from './queries/unit-prices.js';
import { CreateProduct } from './use-cases/create-product.js';
import { ImportAttractions } from './use-cases/import-attractions.js';
import { PublishProduct } from './use-cases/publish-product.js';
import { SetPrice } from './use-cases/set-price.js';
import { WithdrawProduct } from './use-cases/withdraw-product.js';

const doors = [AttractionResolver, ProductResolver, ProductPartsResolver, UnitResolver];
const useCases = [ImportAttractions, CreateProduct, PublishProduct, WithdrawProduct, SetPrice];
const queries = [
  AttractionList,
  AttractionRefs,
  BrowseAttractions,
  BrowseProducts,
  ProductList,
  ProductOptions,
  ProductTermsQuery,
  SellableUnits,
  UnitPrices,
];
const repositories = [AttractionRepository, ProductRepository, PriceRepository];

/** What is sold: attractions, and products of them. */
@Module({
  imports: [AuditModule],
  providers: [Catalog, ...doors, ...useCases, ...queries, ...repositories],
  exports: [Catalog],
})
export class CatalogModule {}
