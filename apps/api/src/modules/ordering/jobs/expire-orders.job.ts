import { CLOCK, type Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import type { TenantJob } from '@lianpiao/jobs';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { Inventory } from '../../inventory/index.js';
import { OrderRepository } from '../persistence/order-repository.js';

const AT_ONCE = 100;

/** Gives back the places of orders that were not paid in time. */
@Injectable()
export class ExpireOrdersJob implements TenantJob {
  readonly name = 'ordering.expireOrders';
  readonly everyMs = 2_000;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrderRepository,
    private readonly inventory: Inventory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(tenant: Tenant): Promise<number> {
    return this.unitOfWork.write({ tenant }, async (tx) => {
      const now = this.clock.now();
      const expired = await this.orders.expireDue(tx, now, AT_ONCE);
      const holds = expired.flatMap(({ hold_id }) => hold_id ?? []);
      if (holds.length > 0) await this.inventory.expire(tx, holds, now);
      return expired.length;
    });
  }
}
