import type { TenantTx } from '@lianpiao/db';
import { Outbox } from '@lianpiao/outbox';
import { Injectable } from '@nestjs/common';

import type { RefundSettled } from '../ordering.events.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { RefundRepository } from '../persistence/refund-repository.js';

/** The buyer has the money back: recorded once. */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly orders: OrderRepository,
    private readonly refunds: RefundRepository,
    private readonly outbox: Outbox,
  ) {}

  /** False when there is no such refund or it was settled before. */
  async execute(tx: TenantTx, refundId: string, now: Date): Promise<boolean> {
    const refund = await this.refunds.find(tx, refundId);
    const order = refund && (await this.orders.find(tx, refund.orderId));
    if (!refund || !order || !(await this.refunds.settle(tx, refundId, now))) return false;
    const { channelId, channelCode, channelKind } = order;
    const { orderId, amountMinor, currency } = refund;
    const settled: RefundSettled = {
      type: 'RefundSettled',
      occurredAt: now,
      payload: { refundId, orderId, channelId, channelCode, channelKind, amountMinor, currency },
    };
    await this.outbox.append(tx, [settled]);
    return true;
  }
}
