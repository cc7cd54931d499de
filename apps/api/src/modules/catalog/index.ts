import type { OutboxConsumer } from '@lianpiao/outbox';
import type { Type } from '@nestjs/common';

export { Catalog } from './catalog.js';
export { CatalogModule } from './catalog.module.js';
export { AttractionNotFound, ProductNotFound } from './catalog.failures.js';
export type { AttractionRef, LocalizedText, ProductTerms, SellableUnit, UnitRequest } from './catalog.types.js';
export { Product } from './graphql/product.type.js';
export { Attraction } from './graphql/attraction.type.js';
export { catalogEntities } from './persistence/catalog.entities.js';
export { ProductState } from './domain/product-state.js';
export { ProductKind, UnitType, ValidityClock, ValidityStart, type EntitlementTerms } from './domain/product-terms.js';

/** Listens to nobody's events. */
export const catalogConsumers: readonly Type<OutboxConsumer>[] = [];
