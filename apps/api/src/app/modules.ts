import { AuditModule, auditResolvers } from '../modules/audit/index.js';
import { catalogEntities, CatalogModule, catalogResolvers } from '../modules/catalog/index.js';
import { controlConfig, controlResolvers, deskJobs } from '../modules/control/index.js';
import {
  identityConfig,
  identityJobs,
  IdentityModule,
  identityResolvers,
  operatorJobs,
  visitorJobs,
} from '../modules/identity/index.js';
import { InventoryModule, inventoryResolvers } from '../modules/inventory/index.js';
import {
  orderingConfig,
  orderingJobs,
  OrderingModule,
  orderingResolvers,
  orderingSeeds,
} from '../modules/ordering/index.js';
import {
  settlementConsumers,
  SettlementModule,
  settlementResolvers,
  settlementSeeds,
} from '../modules/settlement/index.js';
import { tenancyConfig, TenancyModule, tenancyResolvers } from '../modules/tenancy/index.js';
import {
  ticketingConfig,
  ticketingConsumers,
  ticketingJobs,
  TicketingModule,
  ticketingResolvers,
  ticketingSeeds,
} from '../modules/ticketing/index.js';
import { serverConfig } from './server.config.js';

/** What the image is made of. A new module is one more line in each list that it has something for. */
export const businessModules = [
  TenancyModule,
  AuditModule,
  IdentityModule,
  CatalogModule,
  InventoryModule,
  OrderingModule,
  TicketingModule,
  SettlementModule,
];

export const allConfig = [
  serverConfig,
  tenancyConfig,
  identityConfig,
  controlConfig,
  orderingConfig,
  ticketingConfig,
] as const;

export const resolvers = [
  ...tenancyResolvers,
  ...auditResolvers,
  ...identityResolvers,
  ...catalogResolvers,
  ...inventoryResolvers,
  ...orderingResolvers,
  ...ticketingResolvers,
  ...settlementResolvers,
];

/** Of the operators' door, which is a schema of its own. */
export const operatorResolvers = [...controlResolvers];

/** Classes TypeORM maps rows to. */
export const entities = [...catalogEntities];

/** Who acts on events. */
export const consumers = [...ticketingConsumers, ...settlementConsumers];

/** What time asks for. */
export const jobs = [...identityJobs, ...orderingJobs, ...ticketingJobs];

/** What time asks for once, of the realm that tenants share. */
export const sharedJobs = [...visitorJobs];

/** What time asks for behind the operators' door. */
export const controlJobs = [...operatorJobs];

/** The same, of what that door has itself. */
export const doorJobs = [...deskJobs];

/** In the order a new tenant needs them. */
export const seeds = [...orderingSeeds, ...ticketingSeeds, ...settlementSeeds];
