import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  accruedSplit,
  closingSplit,
  finalSplit,
  total,
  visitSplit,
  type CloseReason,
  type PassPlan,
} from './pass-split.js';
import { SPLIT_METHODS, UNUSED_POLICIES } from './split-rule.js';

const CODES = ['a', 'b', 'c', 'd', 'e', 'f'];

const anyPlan: fc.Arbitrary<PassPlan> = fc.record({
  priceMinor: fc.bigInt(0n, 100_000n),
  visitsTotal: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  definition: fc.record({
    method: fc.constantFrom(...SPLIT_METHODS),
    commissionPpm: fc.integer({ min: 0, max: 400_000 }),
    fundPpm: fc.integer({ min: 0, max: 400_000 }),
    unused: fc.constantFrom(...UNUSED_POLICIES),
  }),
  gatePrices: fc
    .tuple(...CODES.map(() => fc.bigInt(0n, 30_000n)))
    .map((prices) => new Map(CODES.map((code, i) => [code, prices[i] ?? 0n]))),
});

/** Visits a gate would let in: each attraction once, no more than the pass is for. */
const anyCase = anyPlan.chain((plan) =>
  fc
    .tuple(
      fc.shuffledSubarray(CODES, { maxLength: Math.min(plan.visitsTotal ?? 6, 6) }),
      fc.constantFrom<CloseReason>('expired', 'revoked'),
    )
    .map(([order, ended]) => ({
      plan: plan.definition.method === 'PER_VISIT_GATE_WEIGHTED' ? forAll(plan) : plan,
      order,
      reason: order.length === plan.visitsTotal ? ('exhausted' as const) : ended,
    })),
);

/** Gate-weighted accrual is for products whose attractions are all visited once. */
function forAll(plan: PassPlan): PassPlan {
  return { ...plan, visitsTotal: CODES.length };
}

const visitsOf = (order: readonly string[]) => new Map(order.map((code) => [code, 1]));

describe('the price of a pass', () => {
  it('has gone out to the fen when the pass is closed', () => {
    fc.assert(
      fc.property(anyCase, ({ plan, order, reason }) => {
        const visits = visitsOf(order);
        const moved = total(accruedSplit(plan, visits)) + total(closingSplit(plan, visits, reason));
        expect(moved).toBe(plan.priceMinor);
        expect(total(finalSplit(plan, visits, reason))).toBe(plan.priceMinor);
      }),
    );
  });

  it('never accrues more than there is', () => {
    fc.assert(
      fc.property(anyCase, ({ plan, order }) => {
        expect(total(accruedSplit(plan, visitsOf(order)))).toBeLessThanOrEqual(plan.priceMinor);
      }),
    );
  });

  it('does not depend on the order of the visits', () => {
    fc.assert(
      fc.property(anyCase, ({ plan, order, reason }) => {
        const forth = finalSplit(plan, visitsOf(order), reason);
        const back = finalSplit(plan, visitsOf(order.toReversed()), reason);
        const sorted = (shares: ReadonlyMap<string, bigint>) => [...shares].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(back.shares)).toEqual(sorted(forth.shares));
        expect(back.commission).toBe(forth.commission);
      }),
    );
  });

  it('takes nothing back from an attraction at the close but a unit of rounding', () => {
    fc.assert(
      fc.property(anyCase, ({ plan, order, reason }) => {
        const closing = closingSplit(plan, visitsOf(order), reason);
        expect([...closing.shares.values()].every((share) => share >= -1n)).toBe(true);
      }),
    );
  });

  it('treats equals equally: no two visited attractions differ by more than a unit under equal shares', () => {
    fc.assert(
      fc.property(anyCase, ({ plan, order, reason }) => {
        const equal = { ...plan, definition: { ...plan.definition, method: 'PER_VISIT_EQUAL' as const } };
        const shares = [...finalSplit(equal, visitsOf(order), reason).shares.values()];
        const spread =
          shares.reduce((most, share) => (share > most ? share : most), 0n) -
          (shares.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? 0n);
        expect(spread).toBeLessThanOrEqual(1n);
      }),
    );
  });

  it('accrues nothing before the close where the number of visits is open', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        expect(total(visitSplit({ ...plan, visitsTotal: null }, 'a'))).toBe(0n);
      }),
    );
  });
});
