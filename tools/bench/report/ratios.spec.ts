import { describe, expect, it } from '@jest/globals';

import { compared } from './ratios.js';

const run = (count: number) => ({
  count,
  seconds: 2,
  latencies: Float64Array.of(1, 2, 3),
  batch: 4,
  databaseMs: 500,
  apiMs: 82.5,
});

describe('the comparison', () => {
  const yardstick = { name: 'pgbench', runs: [run(200), run(2_000), run(220)] };

  it('divides the medians, so that one disturbed run changes nothing', () => {
    const { text, holds } = compared([yardstick, { name: 'route', floor: 0.6, runs: [run(2), run(165), run(170)] }]);
    expect(text).toMatch(/^route +83 +1 83 85 +2\.00 +3\.00 +4\.0 +3\.03 +0\.50 +0\.75x +0\.60x ok$/m);
    expect(holds).toBe(true);
  });

  it('says which floor is missed', () => {
    const { text, holds } = compared([yardstick, { name: 'graphql', floor: 0.3, runs: [run(60)] }]);
    expect(text).toContain('0.27x  0.30x MISSED');
    expect(holds).toBe(false);
  });

  it('of nothing is an error', () => {
    expect(() => compared([])).toThrow(RangeError);
  });
});
