import type { Action, RequestContext, Tenant } from '@lianpiao/authz';
import { Inject, Injectable } from '@nestjs/common';
import { isId } from '@lianpiao/kernel';
import { originOf, type TenantTx } from '@lianpiao/db';

import { accessKeyOf, DerivedKeys, opensOrder } from './domain/derived-keys.js';
import { orderFields, type Order } from './domain/order.js';
import { ORDERING_CONFIG, type OrderingConfig } from './ordering.config.js';
import { OrderNotFound } from './ordering.failures.js';
import { OrderRepository } from './persistence/order-repository.js';

/** Opens an order to its guest, its partner or staff; to anybody else it does not exist. */
@Injectable()
export class OrderAccess {
  private readonly keys: DerivedKeys;

  constructor(
    private readonly orders: OrderRepository,
    @Inject(ORDERING_CONFIG) config: OrderingConfig,
  ) {
    this.keys = new DerivedKeys(config.DATA_ENCRYPTION_KEY.reveal());
  }

  /** The secret part of the guest's link. */
  keyOf(tenant: Tenant, orderId: string): string {
    return accessKeyOf(this.orderKey(tenant), orderId);
  }

  isKeyOf(tenant: Tenant, orderId: string, accessKey: string | null | undefined): boolean {
    return opensOrder(this.orderKey(tenant), orderId, accessKey);
  }

  /** @throws OrderNotFound also when the caller may not do this: who asks must not learn that it exists */
  async find(
    ctx: RequestContext,
    tx: TenantTx,
    action: Action,
    orderId: string,
    accessKey?: string | null,
  ): Promise<Order> {
    const order = isId(orderId) ? await this.orders.find(tx, orderId) : undefined;
    return this.opened(ctx, action, order, accessKey);
  }

  /** The same, and locks it until the transaction ends. */
  async lock(
    ctx: RequestContext,
    tx: TenantTx,
    action: Action,
    orderId: string,
    accessKey?: string | null,
  ): Promise<Order> {
    const order = isId(orderId) ? await this.orders.lock(tx, orderId) : undefined;
    return this.opened(ctx, action, order, accessKey);
  }

  private opened(ctx: RequestContext, action: Action, order: Order | undefined, accessKey?: string | null): Order {
    if (!order) throw new OrderNotFound();
    const keyHeld = this.isKeyOf(ctx.tenant, order.id, accessKey);
    if (!ctx.ability.can(action, 'Order', orderFields(order, keyHeld))) throw new OrderNotFound();
    return order;
  }

  private orderKey(tenant: Tenant): string {
    return this.keys.of('order-access', originOf(tenant.scope));
  }
}
