import { CLOCK } from '@lianpiao/authz';
import type { TenantBound, TenantTx } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';
import type { OutboxConsumer, ReceivedEvent } from '@lianpiao/outbox';
import { newHumanCode } from '@lianpiao/ticket-token';
import { Inject, Injectable } from '@nestjs/common';

import { Orders, type OrderPaidPayload } from '../../ordering/index.js';
import { TenantDirectory } from '../../tenancy/index.js';
import { issueWindow, type TradingDay } from '../domain/validity-window.js';
import { EntitlementRepository, type NewEntitlement } from '../persistence/entitlement-repository.js';
import { TicketRepository } from '../persistence/ticket-repository.js';
import { TicketSigners, type TicketSigner } from '../signing/ticket-signer.js';

/** Turns paid orders into passes and tickets: one of each per unit, under the ids the order gave them. */
@Injectable()
export class IssueTickets implements OutboxConsumer {
  static readonly consumerName = 'ticketing';
  static readonly types = ['OrderPaid'];
  readonly name = IssueTickets.consumerName;
  readonly types = IssueTickets.types;

  constructor(
    private readonly tenants: TenantDirectory,
    private readonly entitlements: EntitlementRepository,
    private readonly tickets: TicketRepository,
    private readonly signers: TicketSigners,
    private readonly orders: Orders,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(tx: TenantTx, events: readonly ReceivedEvent[], { tenant: { scope } }: TenantBound): Promise<void> {
    const paid = events.map((event) => event.payload as OrderPaidPayload);
    const tenant = await this.tenants.byId(scope.tenantId);
    if (!tenant) throw new Error('events of a tenant that is not in the directory');
    const now = this.clock.now();
    const entitlements = paid.flatMap((order) => entitlementsOf(order, tenant));
    const fresh = await this.entitlements.insert(tx, entitlements, now);
    const signer = await this.signers.open(tx);
    const issued = entitlements.filter((entitlement) => fresh.has(entitlement.id));
    await this.tickets.insert(
      tx,
      issued.map((entitlement) => ticketOf(entitlement, signer)),
      now,
    );
    await this.orders.markIssued(tx, paid.map((order) => order.orderId).sort(), now);
  }
}

function entitlementsOf(order: OrderPaidPayload, day: TradingDay): NewEntitlement[] {
  const { orderId, paidAt } = order;
  return order.lines.flatMap(
    ({ passIds, attractions, terms, visitDate, orderLineId, productId, productKind, unitType }) => {
      const window = issueWindow(terms, { paidAt, visitDate }, day);
      const attractionIds = attractions.map((attraction) => attraction.id);
      const shared = { ...window, orderId, orderLineId, productId, productKind, unitType, attractionIds, terms };
      return passIds.map((id, index) => ({ ...shared, id, ordinal: index + 1 }));
    },
  );
}

function ticketOf(entitlement: NewEntitlement, signer: TicketSigner) {
  return {
    id: newId(),
    entitlementId: entitlement.id,
    code: newHumanCode(),
    keyId: signer.keyId,
    token: signer.sign(entitlement),
  };
}
