import type { OutboxConsumer } from '@lianpiao/outbox';
import type { Type } from '@nestjs/common';

export { Catalog } from './catalog.js';
export { CatalogModule } from './catalog.module.js';
export { ProductNotFound } from './catalog.failures.js';
export type { AttractionRef, LocalizedText, ProductTerms, SellableUnit, UnitRequest } from './catalog.types.js';
export { ProductState } from './domain/product-state.js';
export { ProductKind, UnitType, ValidityClock, ValidityStart, type EntitlementTerms } from './domain/product-terms.js';

/** Listens to nobody's events. */
export const catalogConsumers: readonly Type<OutboxConsumer>[] = [];
