import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReceivedEvent } from '@lianpiao/outbox';
import fc from 'fast-check';

import type { Region } from '../ticketing/testing/region.js';
import { SPLIT_METHODS, UNUSED_POLICIES } from './domain/split-rule.js';
import type { Statement } from './persistence/statement-repository.js';
import { Books } from './testing/books.js';
import { Trade, TRADE_STEPS, type TradeStep } from './testing/trade.js';

const RUNS = 30;
const MOST_AT_ONCE = 5;

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

const anyDefinition = fc.record({
  method: fc.constantFrom(...SPLIT_METHODS),
  commissionPpm: fc.integer({ min: 0, max: 400_000 }),
  fundPpm: fc.integer({ min: 0, max: 400_000 }),
  unused: fc.constantFrom(...UNUSED_POLICIES),
});
/** More visits than anything else, and a closing now and then. */
const anyKind = fc.constantFrom<TradeStep['kind']>(...TRADE_STEPS, 'sell', 'visit', 'visit', 'visit', 'close');
const anySteps = fc.array(fc.record({ kind: anyKind, n: fc.nat(), m: fc.nat() }), { minLength: 5, maxLength: 20 });

/** Lets it happen, told in batches; what was sold first so that there is something to trade. */
async function live(region: Region, trade: Trade, steps: readonly TradeStep[]): Promise<void> {
  let untold: ReceivedEvent[] = [];
  for (const step of [{ kind: 'sell' as const, n: 29_800, m: 2 }, ...steps]) {
    if (step.kind !== 'close') untold.push(...(await trade.happen(step)));
    if (step.kind !== 'close' && untold.length < MOST_AT_ONCE) continue;
    await tell(region, untold);
    untold = [];
    if (step.kind === 'close') await books.closeDay(region);
  }
  await tell(region, untold);
}

async function tell(region: Region, events: readonly ReceivedEvent[]): Promise<void> {
  await books.post(region, ...events);
  expect(await books.proof(region)).toMatchObject({ holds: true, unbalancedJournals: 0n, mismatchedPasses: 0n });
}

/** Statements by attraction, oldest first. */
async function statementsOf(region: Region): Promise<Statement[][]> {
  const all = (await books.statements(region)).toReversed();
  return region.attractions.map(({ id }) => all.filter((statement) => statement.attractionId === id));
}

/** What stands on each statement, and what a closed period accrued that stands on none. */
function accruals({ tenant }: Region): Promise<{ statementId: string | null; sum: bigint }[]> {
  return books.read(tenant, (tx) =>
    tx.query<{ statementId: string | null; sum: bigint }>(
      `SELECT l.statement_id AS "statementId", -sum(t.amount_minor)::bigint AS sum FROM posting t
       JOIN journal j ON j.id = t.journal_id JOIN settlement_period p ON p.id = j.period_id
       LEFT JOIN statement_line l ON l.journal_id = t.journal_id AND l.line = t.line
       WHERE t.account_code LIKE '2021.%' AND j.kind <> 'period_close' AND p.state = 'closed' GROUP BY l.statement_id`,
    ),
  );
}

async function expectStatementsToBeTheLedger(region: Region): Promise<void> {
  const balances = await books.balances(region);
  const lines = new Map((await accruals(region)).map(({ statementId, sum }) => [statementId, sum]));
  expect(lines.has(null)).toBe(false);
  const byAttraction = await statementsOf(region);
  for (const [index, { code }] of region.attractions.entries()) {
    const statements = byAttraction[index] ?? [];
    const closings = statements.map(({ closingMinor }) => closingMinor);
    expect(statements.map(({ openingMinor }) => openingMinor)).toEqual([0n, ...closings.slice(0, -1)]);
    expect(statements.map(({ shareMinor }) => shareMinor)).toEqual(statements.map(({ id }) => lines.get(id) ?? 0n));
    expect(closings.at(-1)).toBe(-(balances[`2020.${code}`] ?? 0n));
    expect(balances[`2021.${code}`]).toBeUndefined();
  }
}

describe('the books, whatever happens', () => {
  it('add up after every batch, and statements are the ledger to the last unit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), anyDefinition, anySteps, async (yen, definition, steps) => {
        const [region, other] = yen ? [books.b, books.a] : [books.a, books.b];
        const [before, otherBefore] = [await books.proof(region), await books.proof(other)];
        await books.splitBy(region, definition);
        const trade = new Trade(books, region, definition.method === 'PER_VISIT_GATE_WEIGHTED');
        await live(region, trade, steps);
        await books.closeDay(region);
        const proof = await books.proof(region);
        expect(proof.cashMinor - before.cashMinor).toBe(trade.cashMinor);
        expect(proof.holds).toBe(true);
        await expectStatementsToBeTheLedger(region);
        expect(await books.proof(other)).toEqual(otherBefore);
      }),
      // The books go on from run to run: a smaller case would start from what the failed one left.
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);
});
