import { expect, it } from '@jest/globals';

import { lastDayBefore } from './last-day.js';

it('is the day that ends with the instant, by the clock of the region', () => {
  expect(lastDayBefore('2027-05-25T16:00:00Z', 'Asia/Shanghai')).toBe('2027-05-25');
  expect(lastDayBefore('2028-03-01T00:00:00Z', 'UTC')).toBe('2028-02-29');
});

it('is none where the validity ends within a day', () => {
  expect(lastDayBefore('2027-05-25T16:00:00Z', 'Asia/Tokyo')).toBeUndefined();
});
