import { scan } from './gates.js';
import type { Progress } from './progress.js';
import type { OnSale } from './region.js';
import type { Held, Shopping } from './shopping.js';
import type { TenantApi } from './tenant-api.js';

const AT_ONCE = 32;

/** What the crowd paid and got back, counted by the demo itself: the ledger has to come to the same. */
export interface Tally {
  paidMinor: bigint;
  refundedMinor: bigint;
  visits: number;
  refused: number;
  declined: number;
}

interface Errand {
  readonly product: string;
  readonly quantity: number;
  readonly by: 'visitor' | 'partner';
  readonly visitDate: string | null;
  readonly visits: number;
  readonly declinesFirst: boolean;
  readonly refunds: boolean;
}

/** Sends so many buyers through the storefront, the partner and the gates. */
export class Crowd {
  readonly tally: Tally = { paidMinor: 0n, refundedMinor: 0n, visits: 0, refused: 0, declined: 0 };

  constructor(
    private readonly api: TenantApi,
    private readonly shopping: Shopping,
    private readonly onSale: OnSale,
    private readonly today: string,
  ) {}

  async send(orders: number, progress: Progress): Promise<void> {
    progress.start(`${this.api.tenant.name.zh}: orders`, orders);
    const waiting = Array.from({ length: orders }, (_, index) => index);
    const walk = async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        await this.run(index);
        progress.advance();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, walk));
    progress.end();
  }

  private async run(index: number): Promise<void> {
    const errand = this.errand(index);
    const order = await this.buy(errand);
    const tickets = await this.shopping.tickets(order);
    if (errand.refunds) {
      // Awaited first: adding to what was read before would lose what others have added meanwhile.
      const refunded = await this.shopping.refund(order);
      this.tally.refundedMinor += refunded;
      return;
    }
    const { attractions } = this.onSale.units.get(errand.product) ?? this.onSale;
    for (const [number, ticket] of tickets.entries()) {
      const route = Array.from(
        { length: errand.visits },
        (_, step) => attractions[(index * 7 + number * 3 + step) % attractions.length] ?? '',
      );
      for (const attraction of new Set(route)) await this.visit(ticket.token, attraction);
    }
  }

  private async buy({ product, quantity, by, visitDate, declinesFirst }: Errand): Promise<Held> {
    const order = await this.shopping.hold(product, quantity, visitDate, by);
    if (by === 'partner') await this.shopping.confirm(order);
    else await this.payAtLast(order, declinesFirst);
    this.tally.paidMinor += order.totalMinor;
    return order;
  }

  private async payAtLast(order: Held, declinesFirst: boolean): Promise<void> {
    if (declinesFirst) {
      await this.shopping.pay(order, 'decline');
      this.tally.declined += 1;
    }
    await this.shopping.pay(order, 'pay');
  }

  private async visit(token: string, attraction: string): Promise<void> {
    const verdict = await scan(this.api, token, attraction);
    if (verdict === 'ACCEPTED') this.tally.visits += 1;
    else this.tally.refused += 1;
  }

  /** A steady mix: mostly joint passes, some through the partner, combos, day tickets, annual cards, a few given back. */
  private errand(index: number): Errand {
    const usual = {
      quantity: 1,
      by: 'visitor',
      visitDate: null,
      declinesFirst: index % 25 === 7,
      refunds: false,
    } as const;
    const turn = index % 20;
    const day = this.onSale.attractions[index % this.onSale.attractions.length] ?? '';
    if (turn <= 10) return { ...usual, product: 'joint-pass', quantity: 1 + (index % 2), visits: index % 6 };
    if (turn <= 13) return { ...usual, product: 'joint-pass', by: 'partner', visits: index % 6 };
    if (turn <= 15) return { ...usual, product: 'combo', visits: 1 + (index % 3) };
    if (turn <= 17)
      return { ...usual, product: `single-${day.replaceAll('_', '-')}`, visitDate: this.today, visits: 1 };
    if (turn === 18) return { ...usual, product: 'annual-card', visits: 3 };
    return { ...usual, product: 'joint-pass', visits: 0, refunds: true };
  }
}
