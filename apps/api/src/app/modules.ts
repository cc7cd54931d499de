import { catalogConsumers, catalogEntities, catalogJobs, CatalogModule, catalogResolvers, catalogSeeds } from '../modules/catalog/index.js';
import { identityConfig, IdentityModule, identityResolvers } from '../modules/identity/index.js';
import { inventoryConsumers, inventoryEntities, inventoryJobs, InventoryModule, inventoryResolvers, inventorySeeds } from '../modules/inventory/index.js';
import { orderingConfig, orderingConsumers, orderingEntities, orderingJobs, OrderingModule, orderingResolvers, orderingSeeds } from '../modules/ordering/index.js';
import { settlementConsumers, settlementEntities, settlementJobs, SettlementModule, settlementResolvers, settlementSeeds } from '../modules/settlement/index.js';
import { tenancyConfig, TenancyModule, tenancyResolvers } from '../modules/tenancy/index.js';
import { ticketingConfig, ticketingConsumers, ticketingEntities, ticketingJobs, TicketingModule, ticketingResolvers, ticketingSeeds } from '../modules/ticketing/index.js';
import { serverConfig } from './server.config.js';

/** What the image is made of. A new module is one more line in each list that it has something for. */
export const businessModules = [
  TenancyModule,
  IdentityModule,
  CatalogModule,
  InventoryModule,
  OrderingModule,
  TicketingModule,
  SettlementModule,
];

export const allConfig = [serverConfig, tenancyConfig, identityConfig, orderingConfig, ticketingConfig] as const;

export const resolvers = [
  ...tenancyResolvers,
  ...identityResolvers,
  ...catalogResolvers,
  ...inventoryResolvers,
  ...orderingResolvers,
  ...ticketingResolvers,
  ...settlementResolvers,
];

export const entities = [
  ...catalogEntities,
  ...inventoryEntities,
  ...orderingEntities,
  ...ticketingEntities,
  ...settlementEntities,
];

export const consumers = [
  ...catalogConsumers,
  ...inventoryConsumers,
  ...orderingConsumers,
  ...ticketingConsumers,
  ...settlementConsumers,
];

export const jobs = [...catalogJobs, ...inventoryJobs, ...orderingJobs, ...ticketingJobs, ...settlementJobs];

/** In the order a new tenant needs them. */
export const seeds = [...catalogSeeds, ...inventorySeeds, ...orderingSeeds, ...ticketingSeeds, ...settlementSeeds];
