import { accountOf, CLOCK, NotPermitted, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { Order } from '../domain/order.js';
import { OrderAccess } from '../order-access.js';
import { OrderNotFound } from '../ordering.failures.js';
import { OrderRepository } from '../persistence/order-repository.js';

export interface ClaimOrderRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly accessKey: string;
}

/** Puts what somebody bought as a guest into their account. Its key stays good: whoever else has the link may need it. */
@Injectable()
export class ClaimOrder {
  static readonly failures = [OrderNotFound] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: ClaimOrderRequest): Promise<Order> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const visitorSubject = accountOf(ctx.principal);
    if (visitorSubject === null) throw new NotPermitted('claim', 'Order', ctx.principal.anonymous);
    const command = { name: 'ordering.claimOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const order = await this.access.lock(ctx, tx, 'claim', request.orderId, request.accessKey);
      await this.orders.assign(tx, order.id, visitorSubject, this.clock.now());
      return { ...order, visitorSubject };
    });
  }
}
