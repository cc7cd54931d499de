import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { Market } from './market.fixtures.js';
import type { Caller, Machine, Outcome } from './region.fixtures.js';
import type { Shop } from './shop.fixtures.js';

const CONTACT = { name: '王小明', email: 'xiaoming@example.com', phone: '13812345678' };
const MASKED = { name: '王***', email: 'x***@example.com', phone: '138****5678' };
const REFERENCE = 'WANG-XIAOMING-2031';
const REASON = 'call me at 13812345678 or xiaoming@example.com';

const ORDER = `query ($id: ID!, $accessKey: String) { order(id: $id, accessKey: $accessKey) {
  contact { name email phone } externalReference refunds { reason } } }`;
const ORDERS = '{ orders(first: 100) { nodes { id contact { name email phone } externalReference } } }';

interface Seen {
  readonly contact: typeof CONTACT | null;
  readonly externalReference: string | null;
  readonly refunds: readonly { readonly reason: string }[];
}

interface Bought {
  readonly id: string;
  readonly accessKey: string;
}

describe('personal data of an order', () => {
  let market: Market;
  let yrd: Shop;
  let [partner, rival] = [] as readonly Machine[] as [Machine, Machine];
  let guests: Bought;
  let partners: Bought;
  beforeAll(async () => {
    market = await Market.open();
    ({ yrd } = market);
    partner = await yrd.region.partner('ctrip', 900_000, 1_000_000n);
    rival = await yrd.region.partner('fliggy', 900_000, 1_000_000n);
    guests = await held('visitor', {});
    partners = await held(partner, { externalReference: REFERENCE });
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  async function held(who: Caller, more: object, shop = yrd): Promise<Bought> {
    const lines = [{ unitId: await shop.region.unitOf('pass'), quantity: 1 }];
    const input = { lines, contact: CONTACT, ...more };
    const answer = '... on HeldOrder { accessKey order { id contact { name email phone } externalReference } }';
    type Result = Outcome & { accessKey: string; order: Seen & { id: string } };
    const { accessKey, order } = await shop.region.command<Result>(who, 'holdOrder', input, answer);
    expect(order).toMatchObject({ contact: CONTACT, externalReference: null, ...more });
    return { id: order.id, accessKey };
  }

  async function seen(who: Caller, { id, accessKey }: { id: string; accessKey?: string | undefined }) {
    const { body } = await yrd.region.ask(who, ORDER, { id, accessKey });
    return { text: JSON.stringify(body), order: body.data?.order as unknown as Seen | null | undefined, body };
  }

  it('is whole for the guest who holds the key, and not there without', async () => {
    expect((await seen('visitor', guests)).order).toMatchObject({ contact: CONTACT });
    expect((await seen('visitor', { id: guests.id })).order).toBeNull();
    expect((await seen('visitor', { ...guests, accessKey: partners.accessKey })).order).toBeNull();
  });

  it('is whole for the partner that placed it, one by one and in its list, and not there for another', async () => {
    const whole = { contact: CONTACT, externalReference: REFERENCE };
    expect((await seen(partner, partners)).order).toMatchObject(whole);
    const { orders } = await yrd.region.query<{ orders: { nodes: object[] } }>(partner, ORDERS);
    expect(orders.nodes).toEqual([{ id: partners.id, ...whole }]);
    expect((await seen(rival, partners)).order).toBeNull();
    expect((await yrd.region.query<{ orders: { nodes: object[] } }>(rival, ORDERS)).orders.nodes).toEqual([]);
  });

  it('is masked for those who run the authority and for its auditors, also in lists, also with a key', async () => {
    for (const who of ['admin', 'auditor'] as const) {
      for (const bought of [guests, { id: partners.id }, partners])
        expect((await seen(who, bought)).order).toMatchObject({ contact: MASKED });
      const { orders } = await yrd.region.query<{ orders: { nodes: object[] } }>(who, ORDERS);
      const contacts = orders.nodes.map((order) => (order as Seen).contact);
      expect(contacts).toEqual([MASKED, MASKED]);
    }
  });

  it('is nothing to finance, gates and attractions', async () => {
    const finance = await seen('finance', guests);
    expect(finance.order).toBeNull();
    expect(finance.body.errors).toMatchObject([{ path: ['order', 'contact'], extensions: { code: 'FORBIDDEN' } }]);
    for (const who of ['gate', 'manager', 'newcomer'] as const) {
      const { text, body } = await seen(who, guests);
      expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect(text).not.toContain('xiaoming');
    }
  });

  it('is no part of the reference for auditors; the others work with it', async () => {
    expect((await seen('auditor', partners)).order?.externalReference).toBe('***2031');
    expect((await seen('admin', partners)).order?.externalReference).toBe(REFERENCE);
    const asked = `{ order(id: "${partners.id}") { externalReference } }`;
    expect(await yrd.region.query('finance', asked)).toEqual({ order: { externalReference: REFERENCE } });
  });

  it('is hidden from auditors in what people write, and whole for who wrote it and who decides it', async () => {
    const bought = await yrd.bought();
    const input = { orderId: bought.orderId, accessKey: bought.accessKey, reason: REASON };
    const refund = await yrd.region.command<Outcome & { reason: string }>(
      'visitor',
      'refundOrder',
      input,
      '... on Refund { reason }',
    );
    expect(refund.reason).toBe(REASON);
    const its = { id: bought.orderId, accessKey: bought.accessKey };
    expect((await seen('visitor', its)).order?.refunds).toEqual([{ reason: REASON }]);
    expect((await seen('admin', its)).order?.refunds).toEqual([{ reason: REASON }]);
    const masked = [{ reason: 'call me at 138****5678 or x***@example.com' }];
    expect((await seen('auditor', its)).order?.refunds).toEqual(masked);
    const listed = await yrd.region.query<{ refunds: { nodes: object[] } }>(
      'auditor',
      '{ refunds { nodes { reason } } }',
    );
    expect(listed.refunds.nodes[0]).toEqual(masked[0]);
  });

  it('is not what lets staff in on a visitor’s ticket', async () => {
    const { orderId: id, accessKey, ticket } = await yrd.bought();
    const asked =
      'query ($id: ID!, $key: String) { order(id: $id, accessKey: $key) { tickets { code token qrText } } }';
    const ticketSeenBy = async (who: Caller, key?: string) => {
      const variables = { id, key };
      const { order } = await yrd.region.query<{ order: { tickets: object[] } }>(who, asked, variables);
      return order.tickets[0];
    };
    const { code, token } = ticket;
    const end = (text: string) => `***${text.slice(-4)}`;
    expect(await ticketSeenBy('visitor', accessKey)).toEqual({ code, token, qrText: token });
    for (const who of ['admin', 'finance'] as const)
      expect(await ticketSeenBy(who, accessKey)).toEqual({ code, token: end(token), qrText: end(token) });
    expect(await ticketSeenBy('auditor')).toEqual({ code: end(code), token: end(token), qrText: end(token) });
  });

  it('is of one authority: the other has none of it, whatever it is asked with', async () => {
    const other = market.kansai.region;
    const theirs = await held('visitor', {}, market.kansai);
    for (const who of ['visitor', 'admin', 'auditor'] as const) {
      const { body } = await other.ask(who, ORDER, { id: guests.id, accessKey: guests.accessKey });
      expect(body).toEqual({ data: { order: null } });
    }
    const { orders } = await other.query<{ orders: { nodes: object[] } }>('auditor', ORDERS);
    expect(orders.nodes).toMatchObject([{ id: theirs.id, contact: MASKED }]);
  });

  it('is in no answer of a gate', async () => {
    const order = { orderId: guests.id, accessKey: guests.accessKey, totalMinor: 0n };
    await yrd.pay(order);
    const [ticket] = (await yrd.reaches(order, 'ISSUED')).tickets;
    const scan = { ticket: ticket?.token, gate: 'wuzhen-main', nonce: newId(), scannedAt: new Date().toISOString() };
    const token = await yrd.region.tokenOf('gate');
    const headers = { authorization: `Bearer ${token ?? ''}` };
    const { status, text } = await market.platform.post('/gate/v1/redemptions', scan, headers);
    expect([status, text]).toEqual([200, expect.stringContaining('"accepted"')]);
    expect(text).not.toMatch(/contact|王小明|xiaoming|138/);
  });
});
