import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { Tally } from './crowd.js';
import { scan } from './gates.js';
import { RevokeTicket } from './operations/bureau.js';
import type { OnSale } from './region.js';
import type { Shopping, Ticket } from './shopping.js';
import { succeeded, type TenantApi } from './tenant-api.js';

export interface Refusal {
  readonly case: string;
  readonly expected: string;
  readonly verdict: string;
}

/** One of each way a gate says no. */
export class Refusals {
  readonly seen: Refusal[] = [];

  constructor(
    private readonly api: TenantApi,
    private readonly shopping: Shopping,
    private readonly onSale: OnSale,
    private readonly tally: Tally,
  ) {}

  /** A ticket that is valid for seconds. Bought early, it runs out while the others sell. */
  taster(): Promise<Ticket> {
    return this.bought('taster');
  }

  async show(taster: Ticket, laterDate: string, foreignTicket: string): Promise<readonly Refusal[]> {
    const [first = '', second = '', third = ''] = this.onSale.attractions;
    await this.wrongAttraction();
    const joint = await this.bought('joint-pass');
    await this.enter(joint.token, first);
    await this.expect('second visit', 'ALREADY_VISITED', joint.token, first);
    await this.expect('forged', 'FORGED', tampered(joint.token), second);
    await this.expect('not a ticket', 'MALFORMED', 'LP1.not-a-ticket', second);
    await this.expect("another authority's ticket", 'OTHER_TENANT', foreignTicket, first);
    await this.exhausted();
    const dated = await this.bought(`single-${third.replaceAll('_', '-')}`, laterDate);
    await this.expect('not yet valid', 'NOT_YET_VALID', dated.token, third);
    await this.revoked(first);
    await this.refunded(first);
    await this.expired(taster, first);
    return this.seen;
  }

  private async bought(product: string, visitDate: string | null = null) {
    const order = await this.shopping.hold(product, 1, visitDate, 'visitor');
    await this.shopping.pay(order, 'pay');
    this.tally.paidMinor += order.totalMinor;
    const [ticket] = await this.shopping.tickets(order);
    if (!ticket) throw new Error('an order without a ticket');
    return { ...ticket, order };
  }

  private async enter(token: string, attraction: string): Promise<void> {
    await this.expect('first visit', 'ACCEPTED', token, attraction);
    this.tally.visits += 1;
  }

  private async expect(what: string, expected: string, ticket: string, attraction: string): Promise<void> {
    this.seen.push({ case: what, expected, verdict: await scan(this.api, ticket, attraction) });
  }

  private async expired(taster: Ticket, attraction: string): Promise<void> {
    await pause(Math.max(0, Date.parse(taster.validUntil) + 1_000 - Date.now()));
    await this.expect('expired', 'EXPIRED', taster.token, attraction);
  }

  private async wrongAttraction(): Promise<void> {
    const combo = await this.bought('combo');
    const inside = new Set(this.onSale.units.get('combo')?.attractions);
    const outside = this.onSale.attractions.find((code) => !inside.has(code)) ?? '';
    await this.expect('wrong attraction', 'WRONG_ATTRACTION', combo.token, outside);
  }

  private async exhausted(): Promise<void> {
    const pass = await this.bought('joint-pass');
    const [next = '', ...visited] = this.onSale.attractions.slice(0, this.onSale.jointVisits + 1);
    for (const code of visited) await this.enter(pass.token, code);
    await this.expect('one visit too many', 'EXHAUSTED', pass.token, next);
  }

  private async revoked(attraction: string): Promise<void> {
    const pass = await this.bought('joint-pass');
    const input = { code: pass.code, reason: 'reported stolen', idempotencyKey: randomUUID() };
    succeeded((await this.api.as('bureau', RevokeTicket, { input })).revokeTicket, 'TicketRevoked');
    await this.expect('revoked', 'REVOKED', pass.token, attraction);
  }

  private async refunded(attraction: string): Promise<void> {
    const pass = await this.bought('joint-pass');
    const refunded = await this.shopping.refund(pass.order);
    this.tally.refundedMinor += refunded;
    await this.expect('refunded', 'REFUNDED', pass.token, attraction);
    await this.shopping.refundArrived(pass.order);
  }
}

/** The same ticket with one character of its signature changed. */
function tampered(token: string): string {
  const at = token.length - 8;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}
