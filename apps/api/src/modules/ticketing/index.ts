import { GateDeviceResolver } from './graphql/gate-device.resolver.js';
import { GateResolver } from './graphql/gate.resolver.js';
import { OrderTicketsResolver } from './graphql/order-tickets.resolver.js';
import { RedemptionResolver } from './graphql/redemption.resolver.js';
import { TicketResolver } from './graphql/ticket.resolver.js';
import { SigningKeySeed } from './signing/signing-key.seed.js';
import { ExpirePasses } from './use-cases/expire-passes.js';
import { FollowPasses } from './use-cases/follow-passes.js';
import { IssueTickets } from './use-cases/issue-tickets.js';

export type { DeviceKey } from './domain/device-key.js';
export { PassState } from './domain/pass-state.js';
export { RefusalReason } from './domain/refusal-reason.js';
export { registerGateRoutes, type GateServices } from './http/gate-routes.js';
export { redeemParams, type BatchFrame, type ScanRow } from './persistence/redemption-repository.js';
export { REDEEM, redeemStatement } from './persistence/redeem-statement.js';
export { TICKETING_CONFIG, ticketingConfig, type TicketingConfig } from './ticketing.config.js';
export type {
  PassClosed,
  PassClosedPayload,
  PassFirstUsed,
  PassFirstUsedPayload,
  TicketRedeemed,
  TicketRedeemedPayload,
} from './ticketing.events.js';
export { IdentityProviderSilent } from './ticketing.failures.js';
export { TicketingModule } from './ticketing.module.js';
export { GateDevices, type DeviceClient } from './ticketing.ports.js';
export { RedeemTickets, type Scan, type ScanAnswer } from './use-cases/redeem-tickets.js';

export const ticketingResolvers = [
  GateDeviceResolver,
  GateResolver,
  OrderTicketsResolver,
  RedemptionResolver,
  TicketResolver,
] as const;
export const ticketingConsumers = [IssueTickets, FollowPasses] as const;
export const ticketingJobs = [ExpirePasses] as const;
export const ticketingSeeds = [SigningKeySeed] as const;
