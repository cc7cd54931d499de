import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { exponentOf, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { Order } from '../domain/order.js';
import type { Refund } from '../domain/refund.js';
import { OrderAccess } from '../order-access.js';
import { ORDERING_CONFIG, type OrderingConfig } from '../ordering.config.js';
import { NothingRefundable, OrderNotFound, OrderStateConflict, RefundRequestedAlready } from '../ordering.failures.js';
import { isBuyer, RefundLedger } from '../refund-ledger.js';

export interface RefundOrderRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly accessKey?: string | null;
  readonly reason: string;
}

/**
 * Takes back an order nobody has used and owes the buyer its price; a job sends the money, a notice says that it arrived. What staff
 * give back beyond the limit only waits for a second person: until then the order stays as it is.
 */
@Injectable()
export class RefundOrder {
  static readonly failures = [OrderNotFound, OrderStateConflict, NothingRefundable, RefundRequestedAlready] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: OrderAccess,
    private readonly refunds: RefundLedger,
    @Inject(ORDERING_CONFIG) private readonly config: OrderingConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: RefundOrderRequest): Promise<Refund> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const reason = check.text('reason', request.reason, 200);
    const command = { name: 'ordering.refundOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const now = this.clock.now();
      const order = await this.access.lock(ctx, tx, 'refund', request.orderId, request.accessKey);
      if (this.needsApproval(ctx, order)) return this.refunds.request(ctx, tx, order, reason, now);
      return this.refunds.giveBack(ctx, tx, order, reason, now);
    });
  }

  /** Buyers who give back what is theirs exercise no privilege: the money goes where it came from. */
  private needsApproval({ principal }: RequestContext, { totalMinor, currency }: Order): boolean {
    if (isBuyer(principal)) return false;
    return totalMinor > BigInt(this.config.REFUND_APPROVAL_OVER) * 10n ** BigInt(exponentOf(currency));
  }
}
