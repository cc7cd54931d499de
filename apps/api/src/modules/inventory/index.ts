import { AvailabilityResolver } from './graphql/availability.resolver.js';

export { HoldState } from './domain/hold-state.js';
export { Inventory } from './inventory.js';
export { CapacityExhausted, HoldNotActive } from './inventory.failures.js';
export { InventoryModule } from './inventory.module.js';
export type { HoldLine, HoldRequest } from './inventory.types.js';

export const inventoryResolvers = [AvailabilityResolver] as const;

/** Its rows are written set-based, without entities; holds are expired by who made them; it starts empty. */
export const inventoryEntities = [] as const;
export const inventoryConsumers = [] as const;
export const inventoryJobs = [] as const;
export const inventorySeeds = [] as const;
