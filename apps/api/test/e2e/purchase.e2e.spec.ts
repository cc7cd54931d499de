import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@lianpiao/kernel';

import { eventually } from './eventually.fixtures.js';
import { Market } from './market.fixtures.js';
import { PASS_MINOR, SCARCE } from './goods.fixtures.js';
import { type Caller, type Machine, type Outcome } from './region.fixtures.js';
import type { Held, Shop, Ticket } from './shop.fixtures.js';

describe('buying and visiting, from the storefront to the gate', () => {
  let market: Market;
  let yrd: Shop;
  let kansai: Shop;
  beforeAll(async () => {
    market = await Market.open();
    ({ yrd, kansai } = market);
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  /** Places left today of the attraction that has few. */
  async function left(): Promise<number> {
    const { today } = yrd.region;
    const { availability } = await yrd.region.query<{ availability: { left: number }[] }>(
      'visitor',
      'query ($from: LocalDate!) { availability(productCode: "single", from: $from, days: 1) { left } }',
      { from: today },
    );
    return availability[0]!.left;
  }

  /** Lets the time of a held order run out. */
  async function timePasses({ orderId }: Held): Promise<void> {
    const past = `now() - interval '1 second'`;
    await market.platform.rows(
      'yrd',
      `WITH late AS (UPDATE sales_order SET expires_at = ${past} WHERE id = $1 RETURNING hold_id)
       UPDATE hold SET expires_at = ${past} WHERE id IN (SELECT hold_id FROM late)`,
      [orderId],
    );
  }

  function refund({ orderId, accessKey }: Held, who: Caller = 'visitor') {
    const input = { orderId, accessKey, reason: 'plans changed' };
    return yrd.region.command(who, 'refundOrder', input, '... on Refund { amount { minor } }');
  }

  describe('a guest', () => {
    it('holds, pays, gets tickets with a token, and is let in', async () => {
      const held = await yrd.hold('pass', 2);
      expect(held.totalMinor).toBe(2n * PASS_MINOR);
      await yrd.pay(held);
      const { tickets, payments } = await yrd.reaches(held, 'ISSUED');
      expect(payments).toEqual([expect.objectContaining({ state: 'succeeded' })]);
      expect(tickets).toHaveLength(2);
      for (const { token, code, state } of tickets) {
        expect(state).toBe('ACTIVE');
        expect(token).toMatch(/^LP1\./);
        expect(code).not.toBe('');
      }
      expect(await yrd.scan(tickets[0]!.token, 'wuzhen-main')).toBe('ACCEPTED');
      expect(await yrd.scan(tickets[1]!.code, 'wuzhen-main')).toBe('ACCEPTED');
      await yrd.reaches(held, 'PARTLY_REDEEMED');
    });

    it('sees nothing of the order without its key', async () => {
      const { orderId } = await yrd.hold();
      await expect(yrd.order({ orderId, accessKey: '' })).rejects.toThrow('no order');
      await expect(kansai.order({ orderId, accessKey: '' })).rejects.toThrow('no order');
    });

    it('is told of a declined payment, keeps the places and may pay again', async () => {
      const held = await yrd.hold();
      await yrd.pay(held, 'decline');
      const { state } = await eventually(
        () => yrd.order(held),
        ({ payments }) => payments[0]?.state === 'declined',
      );
      expect(state).toBe('HELD');
      await yrd.pay(held);
      const { payments } = await yrd.reaches(held, 'ISSUED');
      expect(payments.map((payment) => payment.state)).toEqual(['declined', 'succeeded']);
    });

    it('waits for a payment whose notice is late', async () => {
      const held = await yrd.hold();
      market.provider.noticeDelayMs = 1_000;
      await yrd.pay(held);
      market.provider.noticeDelayMs = 0;
      expect((await yrd.order(held)).state).toBe('HELD');
      expect((await yrd.reaches(held, 'ISSUED')).tickets).toHaveLength(1);
    });

    it('cancels an order that is not paid, and the places go back at once', async () => {
      const before = await left();
      const { orderId, accessKey } = await yrd.hold('single', 3);
      expect(await left()).toBe(before - 3);
      const cancel = () =>
        yrd.region.command('visitor', 'cancelOrder', { orderId, accessKey }, '... on Order { state }');
      expect(await cancel()).toEqual({ __typename: 'Order', state: 'CANCELLED' });
      expect(await left()).toBe(before);
      expect(await cancel()).toMatchObject({ __typename: 'OrderStateConflict', code: 'ORDER_STATE_CONFLICT' });
    });

    it('loses the places when the time to pay is up', async () => {
      const before = await left();
      const held = await yrd.hold('single', 3);
      await timePasses(held);
      await yrd.reaches(held, 'EXPIRED');
      expect(await left()).toBe(before);
    });

    it('who pays too late is served while there are places', async () => {
      const held = await yrd.hold('single');
      const { checkoutUrl } = await yrd.checkout(held);
      await timePasses(held);
      await yrd.reaches(held, 'EXPIRED');
      await market.provider.answer(checkoutUrl, 'pay');
      expect((await yrd.reaches(held, 'ISSUED')).tickets).toHaveLength(1);
    });

    it('who pays too late gets the money back when there are none', async () => {
      const held = await yrd.hold('single');
      const { checkoutUrl } = await yrd.checkout(held);
      await timePasses(held);
      await yrd.reaches(held, 'EXPIRED');
      const rest = await yrd.hold('single', await left());
      await market.provider.answer(checkoutUrl, 'pay');
      const { state, tickets, refunds } = await eventually(
        () => yrd.order(held),
        ({ refunds: [given] }) => given?.state === 'succeeded',
      );
      expect([state, tickets]).toEqual(['EXPIRED', []]);
      expect(refunds).toEqual([{ state: 'succeeded', amount: { minor: String(held.totalMinor) } }]);
      const { orderId, accessKey } = rest;
      await yrd.region.done('visitor', 'cancelOrder', { orderId, accessKey });
    });

    it('cannot take more places than there are', async () => {
      const free = await left();
      expect(free).toBeLessThanOrEqual(SCARCE);
      const refused = await yrd.tryHold('single', free + 1);
      expect(refused).toEqual({ __typename: 'CapacityExhausted', code: 'CAPACITY_EXHAUSTED', left: free });
      expect(await left()).toBe(free);
    });
  });

  describe('a gate', () => {
    let ticket: Ticket;
    beforeAll(async () => {
      ({ ticket } = await yrd.bought());
    });

    it('lets in once at each attraction, and says why not again', async () => {
      expect(await yrd.scan(ticket.token, 'wuzhen-main', 'gate')).toBe('ACCEPTED');
      expect(await yrd.scan(ticket.token, 'wuzhen-side', 'gate')).toBe('ALREADY_VISITED');
    });

    it('answers a scan that is sent again as the first time', async () => {
      const [one, again] = [await yrd.bought(), 'nonce-of-one-scan'];
      for (let times = 0; times < 3; times += 1)
        expect(await yrd.scan(one.ticket.token, 'xitang-main', 'gates', again)).toBe('ACCEPTED');
      expect(await yrd.scan(one.ticket.token, 'xitang-main')).toBe('ALREADY_VISITED');
    });

    it('refuses at an attraction the ticket is not for', async () => {
      expect(await yrd.scan(ticket.token, 'cangjing-main')).toBe('WRONG_ATTRACTION');
    });

    it('refuses when all visits are made', async () => {
      expect(await yrd.scan(ticket.token, 'xitang-main')).toBe('ACCEPTED');
      expect(await yrd.scan(ticket.token, 'lingyin-main')).toBe('EXHAUSTED');
    });

    it('refuses a ticket for another day', async () => {
      const tomorrow = addDays(yrd.region.today, 1);
      const { order, accessKey } = await yrd.tryHold('single', 1, { visitDate: tomorrow });
      const held = { orderId: order.id, accessKey, totalMinor: 0n };
      await yrd.pay(held);
      const [dated] = (await yrd.reaches(held, 'ISSUED')).tickets;
      expect(await yrd.scan(dated!.token, 'cangjing-main')).toBe('NOT_YET_VALID');
    });

    it('refuses a ticket that staff revoked', async () => {
      const stolen = await yrd.bought();
      const input = { code: stolen.ticket.code, reason: 'reported stolen' };
      await yrd.region.done('admin', 'revokeTicket', input);
      expect(await yrd.scan(stolen.ticket.token, 'wuzhen-main')).toBe('REVOKED');
    });

    it("refuses another authority's ticket, though gate and attraction have the same codes there", async () => {
      const foreign = await kansai.bought();
      expect(await yrd.scan(foreign.ticket.token, 'wuzhen-main')).toBe('OTHER_TENANT');
      expect(await yrd.scan(foreign.ticket.code, 'wuzhen-main')).toBe('UNKNOWN_TICKET');
      expect(await kansai.scan(foreign.ticket.token, 'wuzhen-main')).toBe('ACCEPTED');
    });

    it('refuses what was forged, and what is no ticket', async () => {
      const { token } = (await yrd.bought()).ticket;
      const at = token.length - 8;
      const tampered = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(await yrd.scan(tampered, 'wuzhen-main')).toBe('FORGED');
      for (const text of ['LP1.', 'https://evil.example/', '', `LP1.${'A'.repeat(500)}`.slice(0, 512)])
        expect(await yrd.scan(text, 'wuzhen-main')).toBe('MALFORMED');
      expect(await yrd.scan(token, 'wuzhen-main')).toBe('ACCEPTED');
    });

    it('that nobody put up is not there', async () => {
      expect(await yrd.scan(ticket.token, 'nowhere-main')).toBe('GATE_NOT_FOUND');
    });
  });

  describe('a refund', () => {
    it('takes an unused order back, pays the price out, and its tickets open nothing', async () => {
      const order = await yrd.bought();
      expect(await refund(order)).toEqual({ __typename: 'Refund', amount: { minor: String(PASS_MINOR) } });
      expect(await yrd.scan(order.ticket.token, 'wuzhen-main')).toBe('REFUNDED');
      const { state } = await eventually(
        () => yrd.order(order),
        ({ refunds: [given] }) => given?.state === 'succeeded',
      );
      expect(state).toBe('REFUNDED');
      expect(await refund(order)).toMatchObject({ code: 'ORDER_STATE_CONFLICT' });
    });

    it('by staff beyond the limit waits for a second person, who finds it in the list', async () => {
      const refundId = await yrd.refundAsked();
      const waiting = `{ refunds(state: REQUESTED) { nodes { id requestedBy order { state total { minor } } } } }`;
      interface Waiting {
        readonly refunds: { nodes: { id: string; requestedBy: string; order: { state: string } }[] };
      }
      const { refunds } = await yrd.region.query<Waiting>('finance', waiting);
      expect(refunds.nodes.find(({ id }) => id === refundId)).toMatchObject({
        order: { state: 'ISSUED', total: { minor: String(34n * PASS_MINOR) } },
      });
      const decision = { refundId, decision: 'APPROVED', reason: 'confirmed by the harbour office' };
      const decided = await yrd.region.command('finance', 'decideRefund', decision, '... on Refund { state }');
      expect(decided).toEqual({ __typename: 'Refund', state: 'approved' });
      await eventually(
        () => yrd.region.query<Waiting>('finance', waiting.replace('REQUESTED', 'SUCCEEDED')),
        (paid) => paid.refunds.nodes.some(({ id, order }) => id === refundId && order.state === 'REFUNDED'),
      );
    });

    it('gives the places of a dated ticket back', async () => {
      const before = await left();
      const order = await yrd.bought('single');
      expect(await left()).toBe(before - 1);
      expect(await refund(order)).toMatchObject({ __typename: 'Refund' });
      expect(await left()).toBe(before);
    });

    it('is refused for what was used, what is not paid, and to strangers', async () => {
      const used = await yrd.bought();
      expect(await yrd.scan(used.ticket.token, 'wuzhen-main')).toBe('ACCEPTED');
      expect((await refund(used)).code).toMatch(/^(NOTHING_REFUNDABLE|ORDER_STATE_CONFLICT)$/);
      expect(await refund(await yrd.hold())).toMatchObject({ code: 'ORDER_STATE_CONFLICT' });
      const order = await yrd.bought();
      expect(await refund({ ...order, accessKey: used.accessKey })).toMatchObject({ code: 'ORDER_NOT_FOUND' });
      expect(await refund(order, 'finance')).toMatchObject({ __typename: 'Refund' });
    });
  });

  describe('a partner', () => {
    const NET_PPM = 850_000;
    const NET_MINOR = (PASS_MINOR * 85n) / 100n;
    let partner: Machine;
    let other: Machine;
    beforeAll(async () => {
      partner = await yrd.region.partner('ctrip', NET_PPM, 3n * NET_MINOR);
      other = await yrd.region.partner('fliggy', 1_000_000, PASS_MINOR);
    });

    function confirm(who: Caller, { orderId }: Held): Promise<Outcome> {
      return yrd.region.command(who, 'confirmOrder', { orderId });
    }

    it('buys on credit at its net rate', async () => {
      const held = await yrd.hold('pass', 2, partner);
      expect(held.totalMinor).toBe(2n * NET_MINOR);
      expect(await confirm(partner, held)).toMatchObject({ __typename: 'Order' });
      expect((await yrd.reaches(held, 'ISSUED')).tickets).toHaveLength(2);
    });

    it('is refused what exceeds its credit, and gets it back with a refund', async () => {
      const last = await yrd.hold('pass', 1, partner);
      expect(await confirm(partner, last)).toMatchObject({ __typename: 'Order' });
      const over = await yrd.hold('pass', 1, partner);
      expect(await confirm(partner, over)).toEqual({ __typename: 'CreditExceeded', code: 'CREDIT_EXCEEDED' });
      await yrd.reaches(last, 'ISSUED');
      expect(await refund(last, partner)).toMatchObject({ amount: { minor: String(NET_MINOR) } });
      expect(await confirm(partner, over)).toMatchObject({ __typename: 'Order' });
    });

    it("[S42] knows nothing of another partner's orders, nor of guests'", async () => {
      const held = await yrd.hold('pass', 1, partner);
      const guest = await yrd.hold();
      for (const order of [held, guest]) {
        const { orderId } = order;
        expect(await confirm(other, order)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
        const cancelled = await yrd.region.command(other, 'cancelOrder', { orderId });
        expect(cancelled).toMatchObject({ code: 'ORDER_NOT_FOUND' });
        await expect(yrd.order({ orderId, accessKey: '' }, other)).rejects.toThrow('no order');
      }
      const { orders } = await yrd.region.query<{ orders: { nodes: { channel: { code: string } }[] } }>(
        partner,
        '{ orders(first: 100) { nodes { channel { code } } } }',
      );
      expect(new Set(orders.nodes.map(({ channel }) => channel.code))).toEqual(new Set(['ctrip']));
    });

    it('[S42] of one authority is nobody at the other', async () => {
      const token = await yrd.region.tokenOf(partner);
      const answer = await market.platform.ask('kansai', '{ orders { nodes { id } } }', {}, token);
      expect(answer.status).toBe(401);
    });
  });

  it('leaves books that balance in both tenants', async () => {
    for (const shop of [yrd, kansai]) expect(await shop.region.books()).toMatchObject({ holds: true, eventsParked: 0 });
  });
});
