import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import request from 'supertest';

import { eventually } from '../e2e/eventually.fixtures.js';
import { Market } from '../e2e/market.fixtures.js';
import { SCARCE } from '../e2e/goods.fixtures.js';
import type { Held, Shop } from '../e2e/shop.fixtures.js';

const BUYERS = 40;
const SCANS = 30;
const NOTICES = 20;
const ORDERS = 12;

/** The same thing by many at once. */
function atOnce<T>(many: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: many }, (_, index) => act(index)));
}

function tally(values: readonly string[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const value of values) counted[value] = (counted[value] ?? 0) + 1;
  return counted;
}

describe('a rush', () => {
  let market: Market;
  let yrd: Shop;
  let kansai: Shop;
  /** What was paid, in each tenant. */
  const paid = { yrd: 0n, kansai: 0n };
  beforeAll(async () => {
    market = await Market.open();
    ({ yrd, kansai } = market);
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  async function bought(shop: Shop) {
    const order = await shop.bought();
    paid[shop.region.slug] += order.totalMinor;
    return order;
  }

  it(`sells the last ${SCARCE} places to ${SCARCE} of ${BUYERS} buyers, in each tenant its own`, async () => {
    for (const shop of [yrd, kansai]) {
      await shop.region.unitOf('single');
      const answers = await atOnce(BUYERS, () => shop.tryHold('single'));
      expect(tally(answers.map(({ __typename }) => __typename))).toEqual({
        HeldOrder: SCARCE,
        CapacityExhausted: BUYERS - SCARCE,
      });
      const sold = answers.filter(({ code }) => !code);
      const tickets = await Promise.all(
        sold.map(async ({ order, accessKey }) => {
          const held = { orderId: order.id, accessKey, totalMinor: BigInt(order.total.minor) };
          await shop.pay(held);
          paid[shop.region.slug] += held.totalMinor;
          return (await shop.reaches(held, 'ISSUED')).tickets;
        }),
      );
      expect(new Set(tickets.flat().map(({ token }) => token)).size).toBe(SCARCE);
      expect(await shop.tryHold('single')).toMatchObject({ code: 'CAPACITY_EXHAUSTED', left: 0 });
    }
  }, 60_000);

  it(`admits a ticket once that ${SCANS} gates scan at the same moment`, async () => {
    const { ticket } = await bought(yrd);
    const verdicts = await atOnce(SCANS, (n) => yrd.scan(ticket.token, n % 2 === 0 ? 'wuzhen-main' : 'wuzhen-side'));
    expect(tally(verdicts)).toEqual({ ACCEPTED: 1, ALREADY_VISITED: SCANS - 1 });
  });

  it('admits no more visits than were paid for, wherever the gates stand', async () => {
    const { ticket } = await bought(yrd);
    const places = ['wuzhen', 'xitang', 'lingyin'];
    const verdicts = await atOnce(SCANS, (n) => yrd.scan(ticket.token, `${places[n % 3] ?? ''}-main`));
    expect(tally(verdicts).ACCEPTED).toBe(2);
    expect(new Set(verdicts)).toEqual(new Set(['ACCEPTED', 'ALREADY_VISITED', 'EXHAUSTED']));
  });

  it(`takes a payment once of which ${NOTICES} notices come at the same moment`, async () => {
    const held = await yrd.hold();
    market.provider.noticeDelayMs = 50_000;
    const { paymentId } = await yrd.pay(held);
    market.provider.noticeDelayMs = 0;
    const [notice] = await market.provider.noticesOf(paymentId);
    const { tenantId } = await market.platform.placeOf('yrd');
    const signature = market.provider.sign(tenantId, notice!.body);
    const answers = await atOnce(NOTICES, () =>
      request(market.platform.url)
        .post('/webhooks/payments/sandbox-psp')
        .set({ host: 'yrd.localhost', 'content-type': 'application/json', 'x-signature': signature })
        .send(notice!.body),
    );
    paid.yrd += held.totalMinor;
    expect(tally(answers.map(({ body }) => String(body.verdict)))).toEqual({ applied: 1, repeated: NOTICES - 1 });
    const { tickets, payments } = await yrd.reaches(held, 'ISSUED');
    expect([tickets.length, payments.length]).toEqual([1, 1]);
  });

  it('issues every paid order once when the worker is killed in the middle of it', async () => {
    const orders: Held[] = [];
    await market.platform.inSchema('yrd', async (owner) => {
      // The worker gets as far as the tickets and no further.
      await owner.query('BEGIN; LOCK TABLE ticket IN EXCLUSIVE MODE');
      orders.push(...(await atOnce(ORDERS, () => yrd.hold('pass', 2))));
      await Promise.all(orders.map((held) => yrd.pay(held)));
      await eventually(
        () => waiting(owner),
        (blocked) => blocked > 0,
      );
      await market.platform.killWorker();
      await owner.query('ROLLBACK');
    });
    for (const held of orders) {
      paid.yrd += held.totalMinor;
      expect((await yrd.order(held)).tickets).toEqual([]);
    }
    market.platform.startWorker();
    for (const held of orders) expect((await yrd.reaches(held, 'ISSUED')).tickets).toHaveLength(2);
    const passes = await market.platform.rows<{ passes: bigint }>(
      'yrd',
      'SELECT count(*) AS passes FROM entitlement WHERE order_id = ANY($1)',
      [orders.map(({ orderId }) => orderId)],
    );
    expect(Number(passes[0]!.passes)).toBe(2 * ORDERS);
  }, 60_000);

  it('leaves books that balance to the minor unit of what was paid, in both tenants', async () => {
    await bought(kansai);
    for (const shop of [yrd, kansai]) {
      const { slug } = shop.region;
      const books = await shop.region.books();
      expect(books).toMatchObject({ holds: true, unbalancedJournals: 0, mismatchedPasses: 0, eventsParked: 0 });
      expect([books.left.minor, books.right.minor]).toEqual([String(paid[slug]), String(paid[slug])]);
      const { trialBalance } = await shop.region.query<{ trialBalance: { sum: { minor: string } } }>(
        'finance',
        '{ trialBalance { sum { minor } } }',
      );
      expect(trialBalance.sum.minor).toBe('0');
    }
  });

  it('leaves no row of one tenant where the other can see it', async () => {
    for (const [one, other] of [
      [yrd, kansai],
      [kansai, yrd],
    ] as const) {
      const { slug } = one.region;
      const { schema } = await market.platform.placeOf(other.region.slug);
      expect(await market.platform.asRoleOf(slug, `SELECT FROM ${schema}.sales_order`)).toContain('permission denied');
      const order = await other.hold();
      await expect(one.order(order)).rejects.toThrow('no order');
      const theirs = new Set(await numbersOf(other));
      expect((await numbersOf(one)).filter((number) => theirs.has(number))).toEqual([]);
    }
  });

  /** How many of the worker's statements wait for the table of tickets. */
  async function waiting(owner: Client): Promise<number> {
    const { rows } = await owner.query<{ blocked: string }>(
      `SELECT count(*) AS blocked FROM pg_locks WHERE NOT granted AND relation = 'ticket'::regclass`,
    );
    return Number(rows[0]?.blocked ?? 0);
  }

  async function numbersOf(shop: Shop): Promise<string[]> {
    const { orders } = await shop.region.query<{ orders: { nodes: { number: string }[] } }>(
      'finance',
      '{ orders(first: 100) { nodes { number } } }',
    );
    return orders.nodes.map(({ number }) => number);
  }
});
