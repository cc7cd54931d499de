import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { allocate } from './index.js';

const anyTotal = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const anyWeight = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 10n ** 12n }));
const anyWeights = fc
  .array(fc.tuple(fc.string({ maxLength: 4 }), anyWeight), { minLength: 1, maxLength: 40 })
  .map((entries) => new Map(entries))
  .filter((weights) => sum(weights) > 0n);

function sum(values: ReadonlyMap<string, bigint>): bigint {
  return [...values.values()].reduce((left, value) => left + value, 0n);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function holds(predicate: (total: bigint, weights: Map<string, bigint>) => void): void {
  fc.assert(fc.property(anyTotal, anyWeights, predicate), { numRuns: 300 });
}

it('sums exactly', () => {
  holds((total, weights) => {
    expect(sum(allocate(total, weights))).toBe(total);
  });
});

it('keeps each share within one unit of its quota, and nothing for a zero weight', () => {
  holds((total, weights) => {
    const all = sum(weights);
    for (const [key, share] of allocate(total, weights)) {
      const weight = weights.get(key) ?? 0n;
      expect(absolute(share * all - total * weight) < all).toBe(true);
      expect(weight > 0n || share === 0n).toBe(true);
    }
  });
});

it('does not depend on the order of the keys', () => {
  fc.assert(
    fc.property(anyTotal, anyWeights, fc.infiniteStream(fc.nat()), (total, weights, dice) => {
      const shuffled = [...weights].map((entry) => ({ entry, at: dice.next().value })).toSorted((a, b) => a.at - b.at);
      const there = allocate(total, new Map(shuffled.map(({ entry }) => entry)));
      expect(new Map([...there].toSorted())).toEqual(new Map([...allocate(total, weights)].toSorted()));
    }),
  );
});

it('mirrors', () => {
  holds((total, weights) => {
    const mirrored = [...allocate(-total, weights)].map(([key, share]) => [key, -share] as const);
    expect(new Map(mirrored)).toEqual(allocate(total, weights));
  });
});

it('never gives the larger weight less', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), anyWeights, (total, weights) => {
      const byWeight = [...allocate(total, weights)].toSorted(([a], [b]) =>
        (weights.get(a) ?? 0n) < (weights.get(b) ?? 0n) ? -1 : 1,
      );
      const inOrder = byWeight.every(([key, share], at) => {
        const [nextKey, next] = byWeight[at + 1] ?? [key, share];
        return share <= next || weights.get(key) === weights.get(nextKey);
      });
      expect(inOrder).toBe(true);
    }),
  );
});
