import { describe, expect, it } from '@jest/globals';

import { datesFrom, dayAvailability } from './availability.js';

const DATE = '2026-05-01';

describe('availability of a date', () => {
  it.each([
    [100, 100, 'AVAILABLE'],
    [100, 50, 'AVAILABLE'],
    [100, 49, 'LIMITED'],
    [100, 1, 'LIMITED'],
    [100, 0, 'SOLD_OUT'],
    [0, 0, 'CLOSED'],
  ])('of %d places with %d left is %s', (capacity, left, status) => {
    expect(dayAvailability(DATE, [{ capacity, left }], true)).toEqual({ date: DATE, capacity, left, status });
  });

  it('is that of the tightest attraction', () => {
    const places = [
      { capacity: 10, left: 10 },
      { capacity: 500, left: 3 },
    ];
    expect(dayAvailability(DATE, places, true)).toEqual({ date: DATE, capacity: 500, left: 3, status: 'LIMITED' });
  });

  it('is unbounded for a product that takes no capacity, and closed when it is closed', () => {
    expect(dayAvailability(DATE, [], true)).toEqual({ date: DATE, capacity: null, left: null, status: 'AVAILABLE' });
    expect(dayAvailability(DATE, [{ capacity: 5, left: 5 }], false).status).toBe('CLOSED');
  });

  it('is asked for consecutive dates', () => {
    expect(datesFrom('2028-02-28', 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });
});
