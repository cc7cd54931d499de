import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { Inventory } from '../../inventory/index.js';
import type { Order } from '../domain/order.js';
import { OrderAccess } from '../order-access.js';
import { OrderNotFound, OrderStateConflict } from '../ordering.failures.js';
import { OrderRepository } from '../persistence/order-repository.js';

export interface CancelOrderRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly accessKey?: string | null;
}

/** Gives up an order that is not paid yet; its places go back at once. */
@Injectable()
export class CancelOrder {
  static readonly failures = [OrderNotFound, OrderStateConflict] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly orders: OrderRepository,
    private readonly inventory: Inventory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: CancelOrderRequest): Promise<Order> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const command = { name: 'ordering.cancelOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const order = await this.access.lock(ctx, tx, 'cancel', request.orderId, request.accessKey);
      if (!(await this.orders.advance(tx, order.id, 'cancel', now))) throw new OrderStateConflict(order.state);
      if (order.holdId) await this.inventory.release(tx, order.holdId, now);
      return { ...order, state: 'cancelled' as const };
    });
  }
}
