import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { OrderRepository } from './persistence/order-repository.js';

/** What other modules tell an order, each inside their own transaction. An order that cannot follow stays as it is. */
@Injectable()
export class Orders {
  constructor(private readonly orders: OrderRepository) {}

  async markIssued(tx: TenantTx, orderIds: readonly string[], now: Date): Promise<void> {
    await this.orders.advanceAll(tx, orderIds, 'issue', now);
  }

  async markRedeemed(tx: TenantTx, orderIds: readonly string[], now: Date): Promise<void> {
    await this.orders.advanceAll(tx, orderIds, 'redeem', now);
  }

  async markClosed(tx: TenantTx, orderIds: readonly string[], now: Date): Promise<void> {
    await this.orders.advanceAll(tx, orderIds, 'close', now);
  }
}
