import { describe, expect, it } from '@jest/globals';

import { closingSplit, finalSplit, visitSplit, type PassPlan } from './pass-split.js';
import { DEFAULT_RULE } from './split-rule.js';

/** Any 3 in 3 days for 200.00, 8 % to the authority: the worked example of the design. */
const plan: PassPlan = {
  priceMinor: 20_000n,
  visitsTotal: 3,
  definition: DEFAULT_RULE,
  gatePrices: new Map([
    ['A', 12_000n],
    ['B', 8_000n],
    ['C', 6_000n],
    ['D', 3_000n],
  ]),
};
const once = (...codes: string[]) => new Map(codes.map((code) => [code, 1]));
const shares = (split: { shares: ReadonlyMap<string, bigint> }) => Object.fromEntries(split.shares);

describe('any 3 in 3 days for 200.00', () => {
  it('accrues the floor of a third to each attraction visited', () => {
    expect(visitSplit(plan, 'A')).toEqual({
      shares: new Map([['A', 6_133n]]),
      commission: 533n,
      fund: 0n,
      breakage: 0n,
    });
  });

  it('gives the last fen to the smallest code when all three visits were made', () => {
    expect(shares(finalSplit(plan, once('C', 'A', 'B'), 'exhausted'))).toEqual({ A: 6_134n, B: 6_133n, C: 6_133n });
    expect(closingSplit(plan, once('C', 'A', 'B'), 'exhausted')).toMatchObject({
      commission: 1n,
      fund: 0n,
      breakage: 0n,
    });
  });

  it('shares what was not used among those visited', () => {
    expect(shares(finalSplit(plan, once('A', 'B'), 'expired'))).toEqual({ A: 9_200n, B: 9_200n });
  });

  it('leaves what was not used to the authority, or to the fund, where the rule says so', () => {
    const authority = finalSplit(
      { ...plan, definition: { ...DEFAULT_RULE, unused: 'AUTHORITY' } },
      once('A'),
      'expired',
    );
    expect(authority).toEqual({ shares: new Map([['A', 6_133n]]), commission: 533n, fund: 0n, breakage: 13_334n });
    const fund = finalSplit({ ...plan, definition: { ...DEFAULT_RULE, unused: 'FUND' } }, once('A'), 'expired');
    expect(fund).toEqual({ shares: new Map([['A', 6_133n]]), commission: 533n, fund: 13_334n, breakage: 0n });
  });

  it('is all breakage when nobody came', () => {
    expect(finalSplit(plan, new Map(), 'expired')).toEqual({
      shares: new Map(),
      commission: 0n,
      fund: 0n,
      breakage: 20_000n,
    });
  });

  it('follows gate prices where the rule says so', () => {
    const weighted: PassPlan = {
      ...plan,
      definition: { ...DEFAULT_RULE, method: 'AT_CLOSE_GATE_WEIGHTED', commissionPpm: 0 },
    };
    expect(shares(finalSplit({ ...weighted, priceMinor: 10_000n }, once('A', 'B', 'C'), 'exhausted'))).toEqual({
      A: 4_615n,
      B: 3_077n,
      C: 2_308n,
    });
  });
});
