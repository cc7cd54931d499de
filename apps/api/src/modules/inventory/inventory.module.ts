import { Module } from '@nestjs/common';

import { CatalogModule } from '../catalog/index.js';
import { AvailabilityResolver } from './graphql/availability.resolver.js';
import { Inventory } from './inventory.js';
import { HoldRepository } from './persistence/hold-repository.js';
import { SlotRepository } from './persistence/slot-repository.js';
import { ProductAvailability } from './queries/product-availability.js';

/** How many may come when: slots, and the holds on them. */
@Module({
  imports: [CatalogModule],
  providers: [Inventory, AvailabilityResolver, ProductAvailability, HoldRepository, SlotRepository],
  exports: [Inventory],
})
export class InventoryModule {}
