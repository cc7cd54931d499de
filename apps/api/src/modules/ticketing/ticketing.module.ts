import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/index.js';
import { CatalogModule } from '../catalog/index.js';
import { Fulfilment, OrderingModule } from '../ordering/index.js';
import { TenancyModule } from '../tenancy/index.js';
import { GateDeviceResolver } from './graphql/gate-device.resolver.js';
import { GateResolver } from './graphql/gate.resolver.js';
import { OrderTicketsResolver } from './graphql/order-tickets.resolver.js';
import { RedemptionResolver } from './graphql/redemption.resolver.js';
import { TicketResolver } from './graphql/ticket.resolver.js';
import { EntitlementRepository } from './persistence/entitlement-repository.js';
import { GateRepository } from './persistence/gate-repository.js';
import { RedemptionRepository } from './persistence/redemption-repository.js';
import { SigningKeyRepository } from './persistence/signing-key-repository.js';
import { TicketRepository } from './persistence/ticket-repository.js';
import { AttractionLabels } from './queries/attraction-labels.js';
import { ListRedemptions } from './queries/list-redemptions.js';
import { ListTicketKeys } from './queries/list-ticket-keys.js';
import { OrderTickets } from './queries/order-tickets.js';
import { GateDirectory } from './redeeming/gate-directory.js';
import { ProductNames } from './redeeming/product-names.js';
import { RedemptionBatcher } from './redeeming/redemption-batcher.js';
import { TicketReader } from './redeeming/ticket-reader.js';
import { SigningKeySeed } from './signing/signing-key.seed.js';
import { TicketSigners } from './signing/ticket-signer.js';
import { CreateGates } from './use-cases/create-gates.js';
import { ExpirePasses } from './use-cases/expire-passes.js';
import { FollowPasses } from './use-cases/follow-passes.js';
import { IssueTickets } from './use-cases/issue-tickets.js';
import { RedeemTickets } from './use-cases/redeem-tickets.js';
import { RegisterGateDevice } from './use-cases/register-gate-device.js';
import { RemoveGateDevice } from './use-cases/remove-gate-device.js';
import { RevokeTicket } from './use-cases/revoke-ticket.js';
import { TakeBackTickets } from './use-cases/take-back-tickets.js';

const doors = [GateDeviceResolver, GateResolver, OrderTicketsResolver, RedemptionResolver, TicketResolver];
const useCases = [
  CreateGates,
  ExpirePasses,
  FollowPasses,
  IssueTickets,
  RedeemTickets,
  RegisterGateDevice,
  RemoveGateDevice,
  RevokeTicket,
];
const redeeming = [GateDirectory, ProductNames, RedemptionBatcher, TicketReader];
const signing = [SigningKeySeed, TicketSigners];
const queries = [AttractionLabels, ListRedemptions, ListTicketKeys, OrderTickets];
const repositories = [
  EntitlementRepository,
  GateRepository,
  RedemptionRepository,
  SigningKeyRepository,
  TicketRepository,
];

export const ticketingProviders = [
  ...doors,
  ...useCases,
  ...redeeming,
  ...signing,
  ...queries,
  ...repositories,
  { provide: Fulfilment, useClass: TakeBackTickets },
];

/** What a visitor holds and what happens at the gates. Plugs itself into ordering as its Fulfilment; GateDevices is bound by the app. */
@Module({
  imports: [AuditModule, CatalogModule, OrderingModule, TenancyModule],
  providers: ticketingProviders,
  exports: [Fulfilment, ExpirePasses, FollowPasses, IssueTickets, RedeemTickets, SigningKeySeed],
})
export class TicketingModule {}
