import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { Order } from '../domain/order.js';
import { OrderAccess } from '../order-access.js';
import { CreditExceeded, OrderNotFound, OrderStateConflict } from '../ordering.failures.js';
import { PaidOrder } from '../paid-order.js';
import { ChannelRepository } from '../persistence/channel-repository.js';

export interface ConfirmOrderRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
}

/** A partner takes a held order on its account: drawn on its credit, ours to serve. */
@Injectable()
export class ConfirmOrder {
  static readonly failures = [OrderNotFound, OrderStateConflict, CreditExceeded] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly channels: ChannelRepository,
    private readonly paidOrder: PaidOrder,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: ConfirmOrderRequest): Promise<Order> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const command = { name: 'ordering.confirmOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const order = await this.access.lock(ctx, tx, 'confirm', request.orderId);
      if (order.state !== 'held') throw new OrderStateConflict(order.state);
      await this.paidOrder.record(tx, order, 'pay', null, now);
      // Last, since all of a partner's orders wait for each other here.
      if (!(await this.channels.draw(tx, order.channelId, order.totalMinor))) throw new CreditExceeded();
      return { ...order, state: 'paid' as const, paidAt: now };
    });
  }
}
