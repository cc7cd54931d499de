import { accountOf, type RequestContext } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { applyRate, newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { Catalog, type SellableUnit } from '../catalog/index.js';
import { orderFields, type OrderLine, type SalesChannel } from './domain/order.js';
import type { WantedLine } from './domain/wanted.js';
import { PartnerNotActive, UnitNotOnSale } from './ordering.failures.js';
import { ChannelRepository } from './persistence/channel-repository.js';

export interface QuotedLine extends OrderLine {
  readonly attractions: SellableUnit['attractions'];
}

/** What somebody would pay, and through which channel. */
export interface Quote {
  readonly channel: SalesChannel;
  readonly lines: readonly QuotedLine[];
  readonly totalMinor: bigint;
}

/** Prices what is wanted: the list price on the storefront, the net rate for a partner. */
@Injectable()
export class Quotes {
  constructor(
    private readonly catalog: Catalog,
    private readonly channels: ChannelRepository,
  ) {}

  /** @throws PartnerNotActive, UnitNotOnSale, or Forbidden for who may not buy */
  async quote(ctx: RequestContext, tx: TenantTx, wanted: readonly WantedLine[], now: Date): Promise<Quote> {
    const channel = await this.channelOf(ctx, tx);
    const requests = wanted.map(({ unitId, visitDate }) => ({ unitId, visitDate: visitDate ?? null }));
    const units = await this.catalog.sellableUnits(tx, requests, now, ctx.tenant);
    const lines = wanted.map((line, index) => quoted(line, units[index], index, channel.netRatePpm));
    return { channel, lines, totalMinor: lines.reduce((total, line) => total + line.totalMinor, 0n) };
  }

  private async channelOf(ctx: RequestContext, tx: TenantTx): Promise<SalesChannel> {
    const isPartner = ctx.principal.roles.includes('ota-partner');
    const channel = isPartner
      ? await this.channels.byClient(tx, ctx.principal.clientId)
      : await this.channels.storefront(tx);
    if (channel?.state !== 'active') throw new PartnerNotActive();
    const order = { clientId: channel.clientId, channelKind: channel.kind, visitorSubject: accountOf(ctx.principal) };
    ctx.ability.must('create', 'Order', orderFields(order, false));
    return channel;
  }
}

function quoted(wanted: WantedLine, unit: SellableUnit | undefined, index: number, netRatePpm: bigint): QuotedLine {
  const { quantity, visitDate = null } = wanted;
  if (unit?.dated !== (visitDate !== null)) throw new UnitNotOnSale(index);
  const { productId, productVersion, unitId, unitType, priceMinor: listPriceMinor, attractions } = unit;
  const unitPriceMinor = applyRate(listPriceMinor, netRatePpm);
  const totalMinor = unitPriceMinor * BigInt(quantity);
  const what = { productId, productVersion, unitId, unitType, quantity, visitDate };
  return { id: newId(), line: index + 1, ...what, listPriceMinor, unitPriceMinor, totalMinor, attractions };
}
