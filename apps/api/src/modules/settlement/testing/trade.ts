import type { ReceivedEvent } from '@lianpiao/outbox';

import type { OrderPaidPayload, OrderRefundedPayload } from '../../ordering/index.js';
import type { PassClosedPayload } from '../../ticketing/index.js';
import type { Region } from '../../ticketing/testing/region.js';
import type { Books } from './books.js';
import { again, feeReported, paid, paidTooLate, passClosed, redeemed, refunded, refundSettled } from './events.js';

export const TRADE_STEPS = ['sell', 'visit', 'end', 'refund', 'settle', 'fee', 'late', 'repeat'] as const;

/** Something that happens; which pass, which sale, how much comes from the two numbers. */
export interface TradeStep {
  readonly kind: (typeof TRADE_STEPS)[number] | 'close';
  readonly n: number;
  readonly m: number;
}

interface SoldPass {
  readonly id: string;
  readonly sale: OrderPaidPayload;
  readonly visits: string[];
  open: boolean;
}

/** How many visits passes are for, by turns; a gate-weighted rule is for those that visit all three once. */
const VISITS_TOTAL = [3, 1, null, 2];

/** Makes up what may happen in a region, as ordering and ticketing would allow it, and what of it is money in hand. */
export class Trade {
  /** What the buyers paid and the partners owe, less what went back and what the provider kept. */
  cashMinor = 0n;
  private readonly passes: SoldPass[] = [];
  private readonly refunds: OrderRefundedPayload[] = [];
  private readonly told: ReceivedEvent[] = [];

  constructor(
    private readonly books: Books,
    private readonly region: Region,
    private readonly eachOnce: boolean,
  ) {}

  /** The events of a step: none when nothing of that kind is possible now. */
  async happen(step: TradeStep): Promise<ReceivedEvent[]> {
    const events = step.kind === 'sell' ? [await this.sell(step)] : this.later(step);
    this.told.push(...events);
    return events;
  }

  private async sell({ n, m }: TradeStep): Promise<ReceivedEvent> {
    const visitsTotal = this.eachOnce ? 3 : (VISITS_TOTAL[n % 4] ?? null);
    const gatePrices = [m % 7_000, n % 5_000, 3_000];
    const sale = await this.books.sale(this.region, {
      unitPriceMinor: BigInt(n % 40_000),
      quantity: 1 + (m % 3),
      terms: { visitsTotal },
      attractions: this.region.attractions.map((one, i) => ({ ...one, gatePriceMinor: BigInt(gatePrices[i] ?? 0) })),
      ...(m % 4 === 0 && { partner: 'ctrip' }),
    });
    const passIds = sale.lines.flatMap((line) => line.passIds);
    this.passes.push(...passIds.map((id) => ({ id, sale, visits: [], open: true })));
    this.cashMinor += sale.totalMinor;
    return paid(sale);
  }

  private later(step: TradeStep): ReceivedEvent[] {
    const { kind, n, m } = step;
    const pass = chosen(
      this.passes.filter((one) => one.open),
      n,
    );
    if (kind === 'settle') return this.settle();
    if (kind === 'repeat') return this.repeat(n);
    if (!pass) return [];
    if (kind === 'visit') return this.visit(pass, m);
    if (kind === 'end') return [this.end(pass, m % 3 === 0 ? 'revoked' : 'expired')];
    if (kind === 'refund') return this.refund(pass.sale, m);
    return this.money(kind, pass.sale, BigInt(m % 500));
  }

  private visit(pass: SoldPass, m: number): ReceivedEvent[] {
    const notYet = this.region.attractions.filter(({ id }) => !this.eachOnce || !pass.visits.includes(id));
    const attraction = chosen(notYet, m);
    if (!attraction) return [];
    pass.visits.push(attraction.id);
    const visit = redeemed(pass.id, attraction.id, this.books.now(), pass.visits.length);
    const usedUp = pass.visits.length === pass.sale.lines[0]?.terms.visitsTotal;
    return usedUp ? [visit, this.end(pass, 'exhausted')] : [visit];
  }

  private end(pass: SoldPass, reason: PassClosedPayload['reason']): ReceivedEvent {
    pass.open = false;
    return passClosed(pass.id, reason, pass.visits.length, this.books.now());
  }

  /** Only of an order on which nobody has gone in. */
  private refund(sale: OrderPaidPayload, m: number): ReceivedEvent[] {
    const taken = this.passes.filter((pass) => pass.sale === sale);
    if (!taken.every((pass) => pass.open && pass.visits.length === 0)) return [];
    for (const pass of taken) pass.open = false;
    const fee = BigInt(m) % (sale.totalMinor + 1n);
    const refund = refunded(sale, fee, this.books.now());
    this.refunds.push(refund.payload);
    return [refund];
  }

  private settle(): ReceivedEvent[] {
    const refund = this.refunds.shift();
    if (!refund) return [];
    this.cashMinor -= refund.amountMinor;
    return [refundSettled(refund, this.books.now())];
  }

  private money(kind: TradeStep['kind'], sale: OrderPaidPayload, minor: bigint): ReceivedEvent[] {
    const late = kind === 'late';
    this.cashMinor += late ? minor : -minor;
    const tell = late ? paidTooLate : feeReported;
    return [tell(sale, minor, this.books.now())];
  }

  private repeat(n: number): ReceivedEvent[] {
    const event = chosen(this.told, n);
    return event ? [again(event)] : [];
  }
}

function chosen<T>(from: readonly T[], n: number): T | undefined {
  return from[n % from.length];
}
