import { expect, it } from '@jest/globals';

import { RequestRate } from './request-rate.js';

const limits = { attractions: null, staff: null, requestsPerSecond: 2 };

it('admits as many requests a second as the plan has, of this tenant alone', () => {
  const rate = new RequestRate();
  const [a, b] = [
    { id: 'a', limits },
    { id: 'b', limits },
  ];
  expect([1, 2, 3].map(() => rate.admits(a, 5_000))).toEqual([true, true, false]);
  expect(rate.admits(b, 5_000)).toBe(true);
  expect(rate.admits(a, 5_999)).toBe(false);
  expect(rate.admits(a, 6_000)).toBe(true);
});

it('does not lock a tenant out when the clock is set back', () => {
  const rate = new RequestRate();
  [1, 2, 3].forEach(() => rate.admits({ id: 'a', limits }, 5_000));
  expect(rate.admits({ id: 'a', limits }, 1_000)).toBe(true);
});

it('counts nobody without a limit', () => {
  const rate = new RequestRate();
  const admitted = Array.from({ length: 100 }, () => rate.admits({ id: 'a' }, 5_000));
  expect(admitted).not.toContain(false);
});
