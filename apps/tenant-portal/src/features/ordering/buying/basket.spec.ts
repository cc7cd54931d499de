import { describe, expect, it } from '@jest/globals';

import { firstCounts, linesOf, totalOf, within, type Unit } from './basket.js';

const child: Unit = { id: 'c', type: 'CHILD', price: { minor: '14900', currency: 'CNY' } };
const adult: Unit = { id: 'a', type: 'ADULT', price: { minor: '29800', currency: 'CNY' } };
const senior: Unit = { id: 's', type: 'SENIOR', price: null };

describe('a basket', () => {
  it('begins with one adult, or one of whatever is sold', () => {
    expect(firstCounts([child, adult])).toEqual({ a: 1 });
    expect(firstCounts([senior, child])).toEqual({ c: 1 });
    expect(firstCounts([senior])).toEqual({});
  });

  it('adds up exactly', () => {
    expect(totalOf([adult, child, senior], { a: 2, c: 1 })).toEqual({ minor: '74500', currency: 'CNY' });
    const dear: Unit = { ...adult, price: { minor: '99999999999999999', currency: 'CNY' } };
    expect(totalOf([dear], { a: 3 })?.minor).toBe('299999999999999997');
    expect(totalOf([senior], {})).toBeUndefined();
  });

  it('orders what was chosen', () => {
    expect(linesOf([adult, child], { a: 2, c: 0 }, '2026-05-01')).toEqual([
      { unitId: 'a', quantity: 2, visitDate: '2026-05-01' },
    ]);
  });

  it('takes whole numbers it sells', () => {
    expect([Number.NaN, -1, 2.9, 1e9].map(within)).toEqual([0, 0, 2, 20]);
  });
});
