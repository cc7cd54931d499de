import { CLOCK } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import type { OutboxConsumer, ReceivedEvent } from '@lianpiao/outbox';
import { Inject, Injectable } from '@nestjs/common';

import { Orders } from '../../ordering/index.js';
import { EntitlementRepository } from '../persistence/entitlement-repository.js';
import type { PassClosedPayload, PassFirstUsedPayload } from '../ticketing.events.js';

/** Moves orders on with their passes: the first visit, and the end of the last pass. Behind the gate, not in front of it. */
@Injectable()
export class FollowPasses implements OutboxConsumer {
  static readonly consumerName = 'ticketing.orders';
  static readonly types = ['PassFirstUsed', 'PassClosed'];
  readonly name = FollowPasses.consumerName;
  readonly types = FollowPasses.types;

  constructor(
    private readonly entitlements: EntitlementRepository,
    private readonly orders: Orders,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(tx: TenantTx, events: readonly ReceivedEvent[]): Promise<void> {
    const now = this.clock.now();
    const used = events
      .filter((event) => event.type === 'PassFirstUsed')
      .map((event) => (event.payload as PassFirstUsedPayload).orderId);
    const closed = events
      .filter((event) => event.type === 'PassClosed')
      .map((event) => (event.payload as PassClosedPayload).passId);
    if (used.length > 0) await this.orders.markRedeemed(tx, [...new Set(used)].sort(), now);
    if (closed.length === 0) return;
    const orders = await this.entitlements.ordersOf(tx, closed);
    const ended = await this.entitlements.ordersWithoutActivePass(tx, orders);
    await this.orders.markClosed(tx, ended.sort(), now);
  }
}
