import type { OutboxConsumer } from '@lianpiao/outbox';
import type { Type } from '@nestjs/common';

export { HoldState } from './domain/hold-state.js';
export { Inventory } from './inventory.js';
export { InventoryModule } from './inventory.module.js';
export { CapacityExhausted, HoldNotActive } from './inventory.failures.js';
export type { HoldLine, HoldRequest } from './inventory.types.js';

/** Listens to nobody's events. */
export const inventoryConsumers: readonly Type<OutboxConsumer>[] = [];
