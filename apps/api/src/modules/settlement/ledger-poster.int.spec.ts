import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { OrderPaidPayload } from '../ordering/index.js';
import { DEFAULT_RULE, type SplitDefinition } from './domain/split-rule.js';
import { Books, type ASale } from './testing/books.js';
import {
  again,
  feeReported,
  paid,
  paidTooLate,
  passClosed,
  redeemed,
  refunded,
  refundSettled,
} from './testing/events.js';

type Balances = Record<string, bigint>;

/** Any three visits for 200.00. */
const ANY_THREE: ASale = { unitPriceMinor: 20_000n, terms: { visitsTotal: 3 } };

let books: Books;
let before: Balances;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());
beforeEach(async () => {
  before = await books.balances(books.a);
});
afterEach(async () => {
  expect((await books.proof(books.a)).holds).toBe(true);
});

/** What the accounts have moved by since the test began: debit positive, those that came back to where they were left out. */
async function moved(): Promise<Balances> {
  const after = await books.balances(books.a);
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = codes.map((code) => [code, (after[code] ?? 0n) - (before[code] ?? 0n)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0n));
}

async function sold(wanted: ASale = ANY_THREE, definition: SplitDefinition = DEFAULT_RULE): Promise<OrderPaidPayload> {
  await books.splitBy(books.a, definition);
  const sale = await books.sale(books.a, wanted);
  await books.post(books.a, paid(sale));
  return sale;
}

function passOf(sale: OrderPaidPayload): string {
  return sale.lines[0]?.passIds[0] ?? '';
}

function visit(sale: OrderPaidPayload, code: string) {
  const attraction = books.a.attractions.find((one) => one.code === code);
  return redeemed(passOf(sale), attraction?.id ?? '', books.now());
}

describe('what the ledger posts', () => {
  it('a sale: money at the provider against the liability of each pass', async () => {
    await sold({ ...ANY_THREE, quantity: 2 });
    expect(await moved()).toEqual({ '1020': 40_000n, '2010': -40_000n });
  });

  it('a sale to a partner: what the partner owes, at the price it pays', async () => {
    await sold({ ...ANY_THREE, partner: 'ctrip', unitPriceMinor: 17_000n });
    expect(await moved()).toEqual({ '1030.ctrip': 17_000n, '2010': -17_000n });
  });

  it('a pass that cost nothing: sold, used and taken back without moving money', async () => {
    const free = { ...ANY_THREE, unitPriceMinor: 0n };
    const used = await sold(free);
    const [code = ''] = books.a.attractions.map((attraction) => attraction.code);
    await books.post(books.a, visit(used, code));
    await books.post(books.a, passClosed(passOf(used), 'expired', 1, books.now()));
    await books.post(books.a, refunded(await sold(free), 0n, books.now()));
    expect(await moved()).toEqual({});
  });

  it("the provider's fee: an expense taken off what it holds", async () => {
    const sale = await sold();
    await books.post(books.a, feeReported(sale, 120n, books.now()));
    expect(await moved()).toEqual({ '1020': 19_880n, '5010': 120n, '2010': -20_000n });
  });

  it('a visit: a third of every part of the price, rounded down', async () => {
    const sale = await sold();
    await books.post(books.a, visit(sale, 'lake'));
    expect(await moved()).toEqual({ '1020': 20_000n, '2010': -13_334n, '2021.lake': -6_133n, '4010': -533n });
  });

  it('the last visit: the rest, so that the shares are the canonical ones whatever the order', async () => {
    const sale = await sold();
    await books.post(books.a, visit(sale, 'tower'), visit(sale, 'lake'));
    await books.post(books.a, visit(sale, 'garden'), passClosed(passOf(sale), 'exhausted', 3, books.now()));
    expect(await moved()).toEqual({
      '1020': 20_000n,
      '2021.garden': -6_134n,
      '2021.lake': -6_133n,
      '2021.tower': -6_133n,
      '4010': -1_600n,
    });
  });

  it('a full refund: every account is where it was before the sale', async () => {
    const sale = await sold({ ...ANY_THREE, quantity: 3 });
    const refund = refunded(sale, 0n, books.now());
    await books.post(books.a, refund);
    expect(await moved()).toEqual({ '1020': 60_000n, '2040': -60_000n });
    await books.post(books.a, refundSettled(refund.payload, books.now()));
    expect(await moved()).toEqual({});
  });

  it('a refund less a fee: what is kept is a cancellation fee; the fee of the provider stays an expense', async () => {
    const sale = await sold();
    const refund = refunded(sale, 500n, books.now());
    await books.post(books.a, feeReported(sale, 120n, books.now()), refund, refundSettled(refund.payload, books.now()));
    expect(await moved()).toEqual({ '1020': 380n, '5010': 120n, '4030': -500n });
  });

  it('a refund to a partner: it owes that much less', async () => {
    const sale = await sold({ ...ANY_THREE, partner: 'ctrip' });
    const refund = refunded(sale, 0n, books.now());
    await books.post(books.a, refund, refundSettled(refund.payload, books.now()));
    expect(await moved()).toEqual({});
  });

  it('money that comes too late: owed back at once', async () => {
    const sale = await books.sale(books.a, ANY_THREE);
    await books.post(books.a, paidTooLate(sale, 20_000n, books.now()));
    expect(await moved()).toEqual({ '1020': 20_000n, '2040': -20_000n });
  });

  it('a pass that costs nothing: nothing', async () => {
    const sale = await sold({ ...ANY_THREE, unitPriceMinor: 0n });
    await books.post(books.a, visit(sale, 'lake'), passClosed(passOf(sale), 'expired', 1, books.now()));
    expect(await moved()).toEqual({});
  });
});

describe('the end of a pass that was not used up', () => {
  it.each([
    ['VISITED_SHARE', 'breakage, for nobody was visited', { '4020': -20_000n }],
    ['AUTHORITY', 'breakage', { '4020': -20_000n }],
    ['FUND', 'the fund', { '2030': -20_000n }],
  ] as const)('never used, unused to %s: all of it is %s', async (unused, _, where) => {
    const sale = await sold(ANY_THREE, { ...DEFAULT_RULE, unused });
    await books.post(books.a, passClosed(passOf(sale), 'expired', 0, books.now()));
    expect(await moved()).toEqual({ '1020': 20_000n, ...where });
  });

  it.each([
    ['VISITED_SHARE', { '2021.lake': -18_400n, '4010': -1_600n }],
    ['AUTHORITY', { '2021.lake': -6_133n, '4010': -533n, '4020': -13_334n }],
    ['FUND', { '2021.lake': -6_133n, '4010': -533n, '2030': -13_334n }],
  ] as const)('used once of three, unused to %s', async (unused, where) => {
    const sale = await sold(ANY_THREE, { ...DEFAULT_RULE, unused });
    await books.post(books.a, visit(sale, 'lake'), passClosed(passOf(sale), 'expired', 1, books.now()));
    expect(await moved()).toEqual({ '1020': 20_000n, ...where });
  });

  it('revoked for cause: what is left is the authority’s, whatever the rule says', async () => {
    const sale = await sold(ANY_THREE, { ...DEFAULT_RULE, unused: 'FUND' });
    await books.post(books.a, passClosed(passOf(sale), 'revoked', 0, books.now()));
    expect(await moved()).toEqual({ '1020': 20_000n, '4020': -20_000n });
  });

  it('keeps the rule of its sale when the product gets another', async () => {
    const sale = await sold(ANY_THREE, { ...DEFAULT_RULE, unused: 'FUND' });
    await books.splitBy(books.a, { ...DEFAULT_RULE, unused: 'AUTHORITY' });
    await books.post(books.a, passClosed(passOf(sale), 'expired', 0, books.now()));
    expect(await moved()).toMatchObject({ '2030': -20_000n });
  });
});

describe('events that come again, early or wrong', () => {
  it('posts each happening once, however often it is announced, also within one batch', async () => {
    const sale = await books.sale(books.a, ANY_THREE);
    const events = [paid(sale), visit(sale, 'lake'), feeReported(sale, 120n, books.now())];
    await books.post(books.a, ...events, ...events.map(again));
    const once = await moved();
    await books.post(books.a, ...events.map(again));
    expect(await moved()).toEqual(once);
  });

  it('counts a visit once where it accrues nothing before the end of its pass', async () => {
    const sale = await sold({ ...ANY_THREE, terms: { visitsTotal: null } });
    const seen = visit(sale, 'lake');
    await books.post(books.a, seen, again(seen));
    await books.post(books.a, again(seen), passClosed(passOf(sale), 'expired', 1, books.now()));
    expect(await moved()).toEqual({ '1020': 20_000n, '2021.lake': -18_400n, '4010': -1_600n });
  });

  it('refuses another story under the same source, and moves nothing', async () => {
    const sale = await sold();
    const other = paid({ ...sale, totalMinor: sale.totalMinor + 1n });
    await expect(books.post(books.a, other)).rejects.toThrow('posted before');
    expect(await moved()).toEqual({ '1020': 20_000n, '2010': -20_000n });
  });

  it('waits for the sale of a pass, and for all its visits before it is closed', async () => {
    const sale = await books.sale(books.a, ANY_THREE);
    await expect(books.post(books.a, visit(sale, 'lake'))).rejects.toThrow('the sale of the pass');
    await books.post(books.a, paid(sale));
    const closing = passClosed(passOf(sale), 'expired', 1, books.now());
    await expect(books.post(books.a, closing)).rejects.toThrow('a visit of the closed pass');
    await books.post(books.a, visit(sale, 'lake'), closing);
    expect(await moved()).not.toHaveProperty('2010');
  });

  it.each([
    ['a refund that does not add up to what its passes owe', (sale: OrderPaidPayload) => refundOf(sale, 19_999n)],
    ['a visit to a place the pass is not for', (sale: OrderPaidPayload) => visit(sale, 'nowhere')],
  ])('refuses %s', async (_, event) => {
    const sale = await sold();
    await expect(books.post(books.a, event(sale))).rejects.toThrow(RangeError);
    expect(await moved()).toEqual({ '1020': 20_000n, '2010': -20_000n });
  });

  it('refuses a visit, and a second refund, of a pass whose value has left it', async () => {
    const sale = await sold();
    await books.post(books.a, refunded(sale, 0n, books.now()));
    await expect(books.post(books.a, visit(sale, 'lake'))).rejects.toThrow(RangeError);
    await expect(books.post(books.a, refunded(sale, 0n, books.now()))).rejects.toThrow(RangeError);
    expect(await moved()).toEqual({ '1020': 20_000n, '2040': -20_000n });
  });
});

function refundOf(sale: OrderPaidPayload, totalMinor: bigint) {
  return refunded({ ...sale, totalMinor }, 0n, books.now());
}

describe('two authorities', () => {
  it('keep books of their own, each in its currency, also where it has no decimals', async () => {
    const sale = await books.sale(books.b, { unitPriceMinor: 1_001n, terms: { visitsTotal: 2 } });
    const [passId = ''] = sale.lines[0]?.passIds ?? [];
    const [first, second] = books.b.attractions.map(({ id }) => redeemed(passId, id, books.now()));
    if (!first || !second) throw new Error('a region has attractions');
    await books.post(books.b, paid(sale), first, second, passClosed(passId, 'exhausted', 2, books.now()));
    expect(await books.balances(books.b)).toEqual({
      '1020': 1_001n,
      '2021.lake': -461n,
      '2021.tower': -460n,
      '4010': -80n,
    });
    expect(await moved()).toEqual({});
  });
});
