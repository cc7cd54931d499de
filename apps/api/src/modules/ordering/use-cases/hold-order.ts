import { CLOCK, type RequestContext, type Tenant } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import {
  addDays,
  applyRate,
  InvalidInput,
  isLocalDate,
  localDate,
  newId,
  type Clock,
  type LocalDate,
} from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { Catalog, type SellableUnit } from '../../catalog/index.js';
import { CapacityExhausted, Inventory } from '../../inventory/index.js';
import { orderNumber } from '../domain/order-number.js';
import {
  orderFields,
  type Contact,
  type NewOrder,
  type Order,
  type OrderLine,
  type SalesChannel,
} from '../domain/order.js';
import { ORDERING_CONFIG, type OrderingConfig } from '../ordering.config.js';
import { PartnerNotActive, UnitNotOnSale } from '../ordering.failures.js';
import { ChannelRepository } from '../persistence/channel-repository.js';
import { OrderRepository } from '../persistence/order-repository.js';

export interface WantedLine {
  readonly unitId: string;
  readonly quantity: number;
  readonly visitDate?: LocalDate | null;
}

export interface HoldOrderRequest {
  readonly idempotencyKey: string;
  readonly lines: readonly WantedLine[];
  readonly contact?: {
    readonly name?: string | null;
    readonly email?: string | null;
    readonly phone?: string | null;
  } | null;
  readonly locale?: string | null;
  readonly externalReference?: string | null;
}

const MOST_LINES = 20;
const MOST_UNITS = 100;
const FURTHEST_DAYS = 366;

/** Prices an order, takes its places and keeps them until it is paid or its time is up. */
@Injectable()
export class HoldOrder {
  static readonly failures = [UnitNotOnSale, CapacityExhausted, PartnerNotActive] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
    private readonly inventory: Inventory,
    private readonly orders: OrderRepository,
    private readonly channels: ChannelRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ORDERING_CONFIG) private readonly config: OrderingConfig,
  ) {}

  execute(ctx: RequestContext, request: HoldOrderRequest): Promise<Order> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const now = this.clock.now();
    const contact = contactOf(request);
    assertLines(request.lines, localDate(now, ctx.tenant.timeZone));
    const command = { name: 'ordering.holdOrder', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const channel = await this.channelOf(ctx, tx);
      const lines = await this.price(tx, ctx.tenant, channel, request.lines, now);
      const order = this.draft(ctx, channel, lines, contact, request, now);
      const holdId = await this.takePlaces(tx, lines, order.expiresAt ?? now, now);
      const { contact: _contact, locale: _locale, placedBy: _placedBy, ...held } = { ...order, holdId };
      await this.orders.insert(tx, { ...order, holdId });
      return held;
    });
  }

  private async channelOf(ctx: RequestContext, tx: TenantTx): Promise<SalesChannel> {
    const isPartner = ctx.principal.roles.includes('ota-partner');
    const channel = isPartner
      ? await this.channels.byClient(tx, ctx.principal.clientId)
      : await this.channels.storefront(tx);
    if (channel?.state !== 'active') throw new PartnerNotActive();
    ctx.ability.must('create', 'Order', orderFields({ clientId: channel.clientId, channelKind: channel.kind }, false));
    return channel;
  }

  private async price(
    tx: TenantTx,
    tenant: Tenant,
    channel: SalesChannel,
    wanted: readonly WantedLine[],
    now: Date,
  ): Promise<PricedLine[]> {
    const requests = wanted.map(({ unitId, visitDate }) => ({ unitId, visitDate: visitDate ?? null }));
    const units = await this.catalog.sellableUnits(tx, requests, now, tenant);
    return wanted.map(({ quantity, visitDate }, index) => {
      const unit = units[index];
      if (unit?.dated !== (typeof visitDate === 'string')) throw new UnitNotOnSale(index);
      return priced(unit, quantity, visitDate ?? null, index, channel.netRatePpm);
    });
  }

  private draft(
    ctx: RequestContext,
    channel: SalesChannel,
    lines: readonly PricedLine[],
    contact: Contact,
    request: HoldOrderRequest,
    now: Date,
  ): NewOrder {
    return {
      id: newId(),
      number: orderNumber(localDate(now, ctx.tenant.timeZone), randomBytes(10)),
      state: 'held',
      currency: ctx.tenant.currency,
      totalMinor: lines.reduce((total, { line }) => total + line.totalMinor, 0n),
      channelId: channel.id,
      channelCode: channel.code,
      channelKind: channel.kind,
      channelName: channel.name,
      clientId: channel.clientId,
      externalReference: request.externalReference
        ? check.text('externalReference', request.externalReference, 64)
        : null,
      holdId: null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + this.config.HOLD_SECONDS * 1_000),
      paidAt: null,
      issuedAt: null,
      lines: lines.map(({ line }) => line),
      contact,
      locale: request.locale === 'en' ? 'en' : 'zh-CN',
      placedBy: ctx.principal.subject,
    };
  }

  /** Open products take no places when they are sold. */
  private async takePlaces(
    tx: TenantTx,
    lines: readonly PricedLine[],
    expiresAt: Date,
    now: Date,
  ): Promise<string | null> {
    const places = placesOf(lines.map(({ line, unit }) => ({ ...line, attractions: unit.attractions })));
    return places.length === 0 ? null : this.inventory.hold(tx, { expiresAt, lines: places }, now);
  }
}

/** The places dated lines take: one per attraction and unit. */
export function placesOf(
  lines: readonly {
    readonly quantity: number;
    readonly visitDate: LocalDate | null;
    readonly attractions: readonly { readonly id: string }[];
  }[],
) {
  return lines.flatMap(({ quantity, visitDate, attractions }) =>
    visitDate === null ? [] : attractions.map(({ id }) => ({ attractionId: id, visitDate, startsAt: null, quantity })),
  );
}

interface PricedLine {
  readonly line: OrderLine;
  readonly unit: SellableUnit;
}

function priced(
  unit: SellableUnit,
  quantity: number,
  visitDate: LocalDate | null,
  index: number,
  netRatePpm: bigint,
): PricedLine {
  const unitPriceMinor = applyRate(unit.priceMinor, netRatePpm);
  const { productId, productVersion, unitId, unitType } = unit;
  const totalMinor = unitPriceMinor * BigInt(quantity);
  const what = { productId, productVersion, unitId, unitType, quantity, visitDate };
  return {
    unit,
    line: { id: newId(), line: index + 1, ...what, listPriceMinor: unit.priceMinor, unitPriceMinor, totalMinor },
  };
}

function assertLines(lines: readonly WantedLine[], today: LocalDate): void {
  if (lines.length === 0) throw new InvalidInput('lines', 'required');
  if (lines.length > MOST_LINES) throw new InvalidInput('lines', 'length', String(MOST_LINES));
  lines.forEach(({ quantity, visitDate }, index) => {
    check.range(`lines.${index}.quantity`, quantity, 1, MOST_UNITS);
    if (visitDate === undefined || visitDate === null) return;
    const field = `lines.${index}.visitDate`;
    const latest = addDays(today, FURTHEST_DAYS);
    if (!isLocalDate(visitDate)) throw new InvalidInput(field, 'format', 'YYYY-MM-DD');
    if (visitDate < today || visitDate > latest) throw new InvalidInput(field, 'range', `${today}..${latest}`);
  });
}

function contactOf({ contact }: HoldOrderRequest): Contact {
  const optional = (field: string, value: string | null | undefined, max: number) =>
    value ? check.optionalText(`contact.${field}`, value, max) : null;
  const email = optional('email', contact?.email, 254);
  const phone = optional('phone', contact?.phone, 20);
  if (email) check.pattern('contact.email', email, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'e-mail address');
  if (phone) check.pattern('contact.phone', phone, /^\+?[0-9 -]{5,20}$/, 'telephone number');
  return { name: optional('name', contact?.name, 80), email, phone };
}
