import { accountOf, CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { localDate, newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { CapacityExhausted, Inventory } from '../../inventory/index.js';
import { orderNumber } from '../domain/order-number.js';
import type { NewOrder, Order } from '../domain/order.js';
import { placesOf } from '../domain/places.js';
import { assertLines, contactOf, type WantedContact, type WantedLine } from '../domain/wanted.js';
import { ORDERING_CONFIG, type OrderingConfig } from '../ordering.config.js';
import { ExternalReferenceTaken, PartnerNotActive, UnitNotOnSale } from '../ordering.failures.js';
import { OrderRepository } from '../persistence/order-repository.js';
import { Quotes, type Quote } from '../quotes.js';

export interface HoldOrderRequest {
  readonly idempotencyKey: string;
  readonly lines: readonly WantedLine[];
  readonly contact?: WantedContact | null;
  readonly locale?: string | null;
  readonly externalReference?: string | null;
}

/** Prices an order, takes its places and keeps them until it is paid or its time is up. */
@Injectable()
export class HoldOrder {
  static readonly failures = [UnitNotOnSale, CapacityExhausted, PartnerNotActive, ExternalReferenceTaken] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly quotes: Quotes,
    private readonly inventory: Inventory,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ORDERING_CONFIG) private readonly config: OrderingConfig,
  ) {}

  execute(ctx: RequestContext, request: HoldOrderRequest): Promise<Order> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const now = this.clock.now();
    assertLines(request.lines, localDate(now, ctx.tenant.timeZone));
    const buyer = buyerOf(ctx, request);
    const command = { name: 'ordering.holdOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const quote = await this.quotes.quote(ctx, tx, request.lines, now);
      const order = this.draft(ctx, quote, now);
      const places = placesOf(quote.lines);
      const hold = { expiresAt: order.expiresAt, lines: places };
      const holdId = places.length === 0 ? null : await this.inventory.hold(tx, hold, now);
      const held = { ...order, externalReference: buyer.externalReference, holdId };
      await this.orders.insert(tx, { ...held, ...buyer });
      return held;
    });
  }

  private draft(ctx: RequestContext, { channel, lines, totalMinor }: Quote, now: Date): Order & { expiresAt: Date } {
    return {
      id: newId(),
      number: orderNumber(localDate(now, ctx.tenant.timeZone), randomBytes(10)),
      state: 'held',
      currency: ctx.tenant.currency,
      totalMinor,
      channelId: channel.id,
      channelCode: channel.code,
      channelKind: channel.kind,
      channelName: channel.name,
      clientId: channel.clientId,
      visitorSubject: accountOf(ctx.principal),
      externalReference: null,
      holdId: null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + this.config.HOLD_SECONDS * 1_000),
      paidAt: null,
      issuedAt: null,
      lines: lines.map(({ attractions: _attractions, ...line }) => line),
    };
  }
}

/** What is stored with the order and never part of an answer. */
function buyerOf(
  ctx: RequestContext,
  { contact, locale, externalReference }: HoldOrderRequest,
): Pick<NewOrder, 'contact' | 'locale' | 'placedBy' | 'externalReference'> {
  return {
    contact: contactOf(contact),
    locale: locale === 'en' ? 'en' : 'zh-CN',
    placedBy: ctx.principal.subject,
    externalReference: externalReference ? check.text('externalReference', externalReference, 64) : null,
  };
}
