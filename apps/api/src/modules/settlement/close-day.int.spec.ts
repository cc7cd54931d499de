import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { setTimeout } from 'node:timers/promises';

import type { OrderPaidPayload } from '../ordering/index.js';
import type { Statement } from './persistence/statement-repository.js';
import { Books } from './testing/books.js';
import { paid, passClosed, redeemed } from './testing/events.js';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

/** A pass for one visit at 100.00 that was used at this attraction: 92.00 for it, 8.00 for the authority. */
async function visited(code: string, region = books.a): Promise<OrderPaidPayload> {
  const sale = await books.sale(region, { unitPriceMinor: 10_000n, terms: { visitsTotal: 1 } });
  const [passId = ''] = sale.lines[0]?.passIds ?? [];
  const attraction = region.attractions.find((one) => one.code === code);
  const visit = redeemed(passId, attraction?.id ?? '', books.now());
  await books.post(region, paid(sale), visit, passClosed(passId, 'exhausted', 1, books.now()));
  return sale;
}

function brief({ number, visits, gateValueMinor, grossMinor, shareMinor, openingMinor, closingMinor }: Statement) {
  return [number, visits, gateValueMinor, grossMinor, shareMinor, openingMinor, closingMinor];
}

async function latestStatements(): Promise<unknown[]> {
  const { number } = await books.closeDay(books.a);
  return (await books.statements(books.a, number)).map(brief);
}

/** Begins these while somebody posts, and lets them go on together once `waiting` of them wait for that. */
async function whilePosting<T>(waiting: number, begin: () => Promise<T>): Promise<T> {
  const begun = await books.write(books.a.tenant, async (tx) => {
    await tx.query(`SELECT FROM settlement_period WHERE state = 'open' FOR UPDATE`);
    const all = begin();
    while ((await waiters(tx)) < waiting) await setTimeout(5);
    return { all };
  });
  return begun.all;
}

/** How many wait for a period. (pg_stat_activity would show connections of before this transaction only.) */
async function waiters(tx: TenantTx): Promise<number> {
  const row = await tx.one<{ count: number }>(
    `SELECT count(DISTINCT pid)::int AS count FROM pg_locks waiting JOIN pg_locks held USING (pid)
     WHERE NOT waiting.granted AND held.relation = 'settlement_period'::regclass
       AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return row?.count ?? 0;
}

describe('closing the day', () => {
  it('states to every attraction what it earned, also nothing, on top of what it is owed', async () => {
    await visited('lake');
    await visited('lake');
    await visited('tower');
    expect(await latestStatements()).toEqual([
      ['S00001-garden', 0, 0n, 0n, 0n, 0n, 0n],
      ['S00001-lake', 2, 20_000n, 20_000n, 18_400n, 0n, 18_400n],
      ['S00001-tower', 1, 10_000n, 10_000n, 9_200n, 0n, 9_200n],
    ]);
    await visited('lake');
    expect(await latestStatements()).toEqual([
      ['S00002-garden', 0, 0n, 0n, 0n, 0n, 0n],
      ['S00002-lake', 1, 10_000n, 10_000n, 9_200n, 18_400n, 27_600n],
      ['S00002-tower', 0, 0n, 0n, 0n, 9_200n, 9_200n],
    ]);
  });

  it('moves what was accrued to what is payable', async () => {
    await visited('garden');
    const before = await books.balances(books.a);
    await books.closeDay(books.a);
    const after = await books.balances(books.a);
    expect(before).toMatchObject({ '2021.garden': -9_200n });
    expect(Object.keys(after).filter((code) => code.startsWith('2021'))).toEqual([]);
    expect((after['2020.garden'] ?? 0n) - (before['2020.garden'] ?? 0n)).toBe(-9_200n);
  });

  it('opens the next period on the business day that it is then', async () => {
    books.tenants.clock.set(new Date('2026-05-02T19:59:00Z')); // 03:59 in Shanghai, before the cut-off at 04:00
    const first = await books.closeDay(books.a);
    books.tenants.clock.set(new Date('2026-05-02T20:01:00Z'));
    const second = await books.closeDay(books.a);
    const [open] = await books.periods(books.a);
    expect(first).toMatchObject({ state: 'closed', closedAt: new Date('2026-05-02T19:59:00Z') });
    expect(second).toMatchObject({ number: first.number + 1, businessDay: '2026-05-02' });
    expect(open).toMatchObject({ number: second.number + 1, businessDay: '2026-05-03', state: 'open' });
  });

  it('never changes what was closed, whatever is posted later', async () => {
    await visited('lake');
    const { number } = await books.closeDay(books.a);
    const closed = await books.statements(books.a, number);
    await visited('lake');
    await books.closeDay(books.a);
    expect(await books.statements(books.a, number)).toEqual(closed);
  });

  it('touches no other authority', async () => {
    await visited('lake', books.b);
    await books.closeDay(books.a);
    expect(await books.periods(books.b)).toMatchObject([{ number: 1, state: 'open' }]);
    expect(await books.statements(books.b)).toEqual([]);
  });
});

describe('closing the day more than once', () => {
  it('answers a repeat of the command as before', async () => {
    const ctx = books.finance(books.a.tenant);
    const key = newId();
    const first = await books.closeDay(books.a, key, ctx);
    expect(await books.closeDay(books.a, key, ctx)).toEqual(first);
    expect((await books.periods(books.a))[0]?.number).toBe(first.number + 1);
  });

  it('closes one period when several ask at the same moment; all get that one', async () => {
    await visited('tower');
    const [open] = await books.periods(books.a);
    const answers = await whilePosting(3, () => Promise.all(Array.from({ length: 3 }, () => books.closeDay(books.a))));
    expect(answers.map(({ id, state }) => [id, state])).toEqual(answers.map(() => [open?.id, 'closed']));
    expect((await books.periods(books.a))[0]?.number).toBe((open?.number ?? 0) + 1);
  });

  it('loses nothing that waits for the closing: it is in that period or the next', async () => {
    const sale = await books.sale(books.a);
    const [open] = await books.periods(books.a);
    await whilePosting(2, () => Promise.all([books.closeDay(books.a), books.post(books.a, paid(sale))]));
    const [period] = await books.read(books.a.tenant, (tx) =>
      tx.query<{ number: number }>(
        `SELECT p.number FROM journal j JOIN settlement_period p ON p.id = j.period_id WHERE source_event_id = $1`,
        [sale.orderId],
      ),
    );
    expect(period?.number).toBeGreaterThanOrEqual(open?.number ?? 0);
    expect((await books.proof(books.a)).holds).toBe(true);
  });

  it('lets every posting into one period while visits and closings meet', async () => {
    const until = await books.periods(books.a);
    const visits = Array.from({ length: 12 }, (_, index) => visited(index % 2 ? 'lake' : 'tower'));
    const closings = Array.from({ length: 3 }, () => books.closeDay(books.a));
    await Promise.all([...visits, ...closings]);
    await books.closeDay(books.a);
    const after = (await books.statements(books.a)).filter(
      ({ periodNumber }) => periodNumber >= (until[0]?.number ?? 0),
    );
    expect(after.reduce((sum, { visits: count }) => sum + count, 0)).toBe(12);
    expect(after.reduce((sum, { shareMinor }) => sum + shareMinor, 0n)).toBe(12n * 9_200n);
    expect((await books.proof(books.a)).holds).toBe(true);
  });
});
