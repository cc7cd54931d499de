import { AttractionResolver } from './graphql/attraction.resolver.js';
import { ProductPartsResolver, UnitResolver } from './graphql/product-parts.resolver.js';
import { ProductResolver } from './graphql/product.resolver.js';

export { Catalog } from './catalog.js';
export { CatalogModule } from './catalog.module.js';
export { AttractionNotFound, ProductNotFound } from './catalog.failures.js';
export type { AttractionRef, LocalizedText, ProductTerms, SellableUnit, UnitRequest } from './catalog.types.js';
export { Product } from './graphql/product.type.js';
export { Attraction } from './graphql/attraction.type.js';
export { catalogEntities } from './persistence/catalog.entities.js';
export { ProductState } from './domain/product-state.js';
export { ProductKind, UnitType, ValidityClock, ValidityStart, type EntitlementTerms } from './domain/product-terms.js';

export const catalogResolvers = [AttractionResolver, ProductResolver, ProductPartsResolver, UnitResolver] as const;

/** It listens to nobody's events, has nothing to do by the clock, and starts empty. */
export const catalogConsumers = [] as const;
export const catalogJobs = [] as const;
export const catalogSeeds = [] as const;
