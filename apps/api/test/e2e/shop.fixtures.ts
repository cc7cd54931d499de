import { newId } from '@lianpiao/kernel';

import { eventually } from './eventually.fixtures.js';
import type { Provider } from './provider.fixtures.js';
import type { Caller, Outcome, Region } from './region.fixtures.js';

export interface Held {
  readonly orderId: string;
  readonly accessKey: string;
  readonly totalMinor: bigint;
}

export interface Ticket {
  readonly code: string;
  readonly token: string;
  readonly state: string;
}

export interface Paying {
  readonly paymentId: string;
  readonly checkoutUrl: string;
}

export interface OrderView {
  readonly state: string;
  readonly payments: readonly { readonly id: string; readonly state: string }[];
  readonly refunds: readonly { readonly state: string; readonly amount: { readonly minor: string } }[];
  readonly tickets: readonly Ticket[];
}

/** So many joint passes cost more than staff give back alone. */
const OVER_THE_LIMIT = 34;

const ORDER = `query ($id: ID!, $accessKey: String) { order(id: $id, accessKey: $accessKey) {
  state payments { id state } refunds { state amount { minor } } tickets { code token state } } }`;
const HELD = '... on HeldOrder { accessKey order { id total { minor } } }';
const CHECKOUT = '... on Checkout { checkoutUrl payment { id } }';

/** Buys and scans as people and machines do: every step through a public door. */
export class Shop {
  constructor(
    readonly region: Region,
    readonly provider: Provider,
  ) {}

  /** What holding answers. A single ticket is for today unless a date is given. */
  async tryHold(product: 'pass' | 'single', quantity = 1, more: object = {}, who: Caller = 'visitor') {
    const visitDate = product === 'single' ? this.region.today : null;
    const lines = [{ unitId: await this.region.unitOf(product), quantity, visitDate, ...more }];
    type Result = Outcome & { accessKey: string; order: { id: string; total: { minor: string } }; left?: number };
    return this.region.command<Result>(who, 'holdOrder', { lines }, `${HELD} ... on CapacityExhausted { left }`);
  }

  async hold(product: 'pass' | 'single' = 'pass', quantity = 1, who: Caller = 'visitor'): Promise<Held> {
    const { order, accessKey, code } = await this.tryHold(product, quantity, {}, who);
    if (code) throw new Error(`could not hold: ${code}`);
    return { orderId: order.id, accessKey, totalMinor: BigInt(order.total.minor) };
  }

  /** Opens a payment at the provider. */
  async checkout({ orderId, accessKey }: Held): Promise<Paying> {
    const { platform, slug } = this.region;
    const returnUrl = `http://${platform.hostOf(slug)}/orders/${orderId}`;
    const paying = await this.region.command<Outcome & { checkoutUrl: string; payment: { id: string } }>(
      'visitor',
      'payOrder',
      { orderId, accessKey, returnUrl },
      CHECKOUT,
    );
    if (paying.code) throw new Error(`could not pay: ${paying.code}`);
    return { paymentId: paying.payment.id, checkoutUrl: paying.checkoutUrl };
  }

  async pay(held: Held, action: 'pay' | 'decline' = 'pay'): Promise<Paying> {
    const paying = await this.checkout(held);
    await this.provider.answer(paying.checkoutUrl, action);
    return paying;
  }

  async order({ orderId: id, accessKey }: Pick<Held, 'orderId' | 'accessKey'>, who: Caller = 'visitor') {
    const { order } = await this.region.query<{ order: OrderView | null }>(who, ORDER, { id, accessKey });
    if (!order) throw new Error(`there is no order ${id}`);
    return order;
  }

  /** Waits until the order stands so. */
  reaches(held: Held, state: string, withinMs?: number): Promise<OrderView> {
    return eventually(
      () => this.order(held),
      (order) => order.state === state,
      withinMs,
    );
  }

  /** Held, paid and issued. */
  async bought(product: 'pass' | 'single' = 'pass'): Promise<Held & { readonly ticket: Ticket; paymentId: string }> {
    const held = await this.hold(product);
    const { paymentId } = await this.pay(held);
    const [ticket] = (await this.reaches(held, 'ISSUED')).tickets;
    if (!ticket) throw new Error('an issued order without a ticket');
    return { ...held, ticket, paymentId };
  }

  /** A refund beyond the limit that an administrator asked for: it waits for a second person. */
  async refundAsked(): Promise<string> {
    const held = await this.hold('pass', OVER_THE_LIMIT);
    await this.pay(held);
    await this.reaches(held, 'ISSUED');
    const input = { orderId: held.orderId, reason: 'typhoon' };
    const asked = await this.region.command<Outcome & { id: string; state: string }>(
      'admin',
      'refundOrder',
      input,
      '... on Refund { id state }',
    );
    if (asked.state !== 'requested') throw new Error(`the refund does not wait: ${JSON.stringify(asked)}`);
    return asked.id;
  }

  /** What the gate says: that it opens, or the reason why not. */
  async scan(ticket: string, gateCode: string, who: Caller = 'gates', scanNonce = newId()): Promise<string> {
    const input = { ticket, gateCode, scanNonce, scannedAt: new Date().toISOString() };
    const answer = await this.region.command<Outcome & { reason?: string }>(
      who,
      'redeemTicket',
      input,
      '... on RedemptionRefused { reason }',
    );
    return answer.__typename === 'RedemptionAccepted' ? 'ACCEPTED' : (answer.reason ?? answer.code ?? '');
  }
}
