import { OptionEntity, PriceEntity, ProductAttractionEntity, UnitEntity } from './product-parts.entities.js';
import { ProductEntity } from './product.entity.js';

/** What the pools must know to map this module's rows. */
export const catalogEntities = [ProductEntity, ProductAttractionEntity, OptionEntity, UnitEntity, PriceEntity] as const;
