import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { isId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { Refund } from '../domain/refund.js';
import {
  NothingRefundable,
  OrderStateConflict,
  RefundNotFound,
  RefundStateConflict,
  SecondPersonNeeded,
} from '../ordering.failures.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { RefundRepository } from '../persistence/refund-repository.js';
import { RefundLedger } from '../refund-ledger.js';

export interface DecideRefundRequest {
  readonly idempotencyKey: string;
  readonly refundId: string;
  readonly decision: 'approved' | 'rejected';
  readonly reason: string;
}

/** The second pair of eyes: carries out a refund that somebody else asked for, or turns it down. */
@Injectable()
export class DecideRefund {
  static readonly failures = [
    RefundNotFound,
    RefundStateConflict,
    SecondPersonNeeded,
    OrderStateConflict,
    NothingRefundable,
  ] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrderRepository,
    private readonly refunds: RefundRepository,
    private readonly ledger: RefundLedger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: DecideRefundRequest): Promise<Refund> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const reason = check.text('reason', request.reason, 200);
    const command = { name: 'ordering.decideRefund', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, (tx) => this.decide(ctx, tx, { ...request, reason }));
  }

  private async decide(ctx: RequestContext, tx: TenantTx, request: DecideRefundRequest): Promise<Refund> {
    const { refundId, decision, reason } = request;
    const now = this.clock.now();
    const found = isId(refundId) ? await this.refunds.find(tx, refundId) : undefined;
    // Every command that changes an order or its refunds begins with this lock; what was read before it may be old.
    const order = found && (await this.orders.lock(tx, found.orderId));
    if (!order) throw new RefundNotFound();
    const by = { subject: ctx.principal.subject, name: ctx.principal.username, at: now };
    const decided = await this.refunds.decide(tx, refundId, decision, by);
    if (!decided) throw await this.refusalOf(tx, refundId);
    if (decision === 'approved') await this.ledger.carryOut(tx, order, decided, now);
    await this.ledger.record(ctx, tx, 'ordering.decideRefund', order, { ...decided, reason });
    return decided;
  }

  private async refusalOf(tx: TenantTx, refundId: string): Promise<Error> {
    const refund = await this.refunds.find(tx, refundId);
    const waits = refund?.state === 'requested';
    return waits ? new SecondPersonNeeded() : new RefundStateConflict(refund?.state ?? 'unknown');
  }
}
