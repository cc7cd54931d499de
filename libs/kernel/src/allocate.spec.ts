import { describe, expect, it } from '@jest/globals';

import { allocate } from './index.js';

function shares(total: bigint, weights: readonly bigint[]): bigint[] {
  return [...allocate(total, new Map(weights.map((weight, at) => [String.fromCharCode(65 + at), weight]))).values()];
}

describe('allocate', () => {
  it('gives the remainder to the largest fraction', () => {
    expect(shares(10n, [6n, 6n, 6n, 1n, 1n])).toEqual([3n, 3n, 3n, 1n, 0n]);
  });

  it('gives a tie to the larger weight, then to the smaller key, wherever it stands', () => {
    expect(shares(4n, [1n, 3n, 4n])).toEqual([0n, 2n, 2n]);
    expect(shares(20_000n, [1n, 1n, 1n])).toEqual([6667n, 6667n, 6666n]);
    expect(
      allocate(
        1n,
        new Map([
          ['b', 1n],
          ['a', 1n],
          ['B', 1n],
        ]),
      ).get('B'),
    ).toBe(1n);
  });

  it('mirrors a negative total', () => {
    expect(shares(-10n, [6n, 6n, 6n, 1n, 1n])).toEqual([-3n, -3n, -3n, -1n, 0n]);
  });

  it('splits nothing among nobody, and refuses to split something', () => {
    expect(shares(0n, [])).toEqual([]);
    expect(shares(0n, [0n, 0n])).toEqual([0n, 0n]);
    expect(() => shares(1n, [])).toThrow(RangeError);
    expect(() => shares(-1n, [0n])).toThrow(RangeError);
    expect(() => shares(1n, [2n, -1n])).toThrow(RangeError);
  });
});
