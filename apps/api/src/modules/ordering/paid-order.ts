import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { Outbox } from '@lianpiao/outbox';
import { Injectable } from '@nestjs/common';

import { Catalog, type ProductTerms } from '../catalog/index.js';
import { Inventory } from '../inventory/index.js';
import type { Order, OrderLine } from './domain/order.js';
import type { OrderPaid, PaidLine } from './ordering.events.js';
import { OrderStateConflict } from './ordering.failures.js';
import { OrderRepository } from './persistence/order-repository.js';

/** What happens the moment an order is ours to serve, however it was paid: places sold, state moved, everybody told. */
@Injectable()
export class PaidOrder {
  constructor(
    private readonly catalog: Catalog,
    private readonly inventory: Inventory,
    private readonly orders: OrderRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws OrderStateConflict when the locked order is not one that can be paid */
  async record(
    tx: TenantTx,
    order: Order,
    event: 'pay' | 'pay late',
    provider: string | null,
    now: Date,
  ): Promise<void> {
    if (!(await this.orders.advance(tx, order.id, event, now))) throw new OrderStateConflict(order.state);
    if (order.holdId) await this.inventory.confirm(tx, order.holdId, now);
    const products = await this.catalog.productTerms(
      tx,
      order.lines.map((line) => line.productId),
    );
    const paid: OrderPaid = {
      type: 'OrderPaid',
      occurredAt: now,
      payload: {
        orderId: order.id,
        number: order.number,
        channelId: order.channelId,
        channelCode: order.channelCode,
        channelKind: order.channelKind,
        provider,
        currency: order.currency,
        totalMinor: order.totalMinor,
        paidAt: now,
        lines: order.lines.map((line) => paidLine(line, products)),
      },
    };
    await this.outbox.append(tx, [paid]);
  }
}

function paidLine(line: OrderLine, products: ReadonlyMap<string, ProductTerms>): PaidLine {
  const product = products.get(line.productId);
  if (!product) throw new Error('an order line without its product');
  return {
    orderLineId: line.id,
    line: line.line,
    productId: line.productId,
    productVersion: line.productVersion,
    productKind: product.productKind,
    unitType: line.unitType,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    visitDate: line.visitDate,
    passIds: Array.from({ length: line.quantity }, () => newId()),
    attractions: product.attractions,
    terms: product.terms,
  };
}
