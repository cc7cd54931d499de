import { Module } from '@nestjs/common';

import { CatalogModule } from '../catalog/index.js';
import { Inventory } from './inventory.js';
import { HoldRepository } from './persistence/hold-repository.js';

/** How many may come when: slots, and the holds on them. */
@Module({
  imports: [CatalogModule],
  providers: [Inventory, HoldRepository],
  exports: [Inventory],
})
export class InventoryModule {}
