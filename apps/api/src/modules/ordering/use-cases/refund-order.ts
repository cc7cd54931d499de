import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { Inventory } from '../../inventory/index.js';
import type { Refund } from '../domain/order.js';
import { OrderAccess } from '../order-access.js';
import { NothingRefundable, OrderNotFound, OrderStateConflict } from '../ordering.failures.js';
import { Fulfilment } from '../ordering.ports.js';
import { RefundLedger } from '../refund-ledger.js';

export interface RefundOrderRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly accessKey?: string | null;
  readonly reason: string;
}

/** Takes back an order nobody has used and owes the buyer its price; a job sends the money, a notice says that it arrived. */
@Injectable()
export class RefundOrder {
  static readonly failures = [OrderNotFound, OrderStateConflict, NothingRefundable] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly fulfilment: Fulfilment,
    private readonly inventory: Inventory,
    private readonly refunds: RefundLedger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: RefundOrderRequest): Promise<Refund> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const reason = check.text('reason', request.reason, 200);
    const command = { name: 'ordering.refundOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const order = await this.access.lock(ctx, tx, 'refund', request.orderId, request.accessKey);
      await this.refunds.markRefunded(tx, order, now);
      const { passIds } = await this.fulfilment.takeBack(tx, order.id, now);
      if (order.holdId) await this.inventory.release(tx, order.holdId, now);
      const refund = await this.refunds.open(ctx, tx, order, passIds, reason, now);
      await this.refunds.settleUnpaid(tx, order, refund, now);
      return refund;
    });
  }
}
