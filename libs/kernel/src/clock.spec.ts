import { expect, it } from '@jest/globals';

import { FixedClock } from './index.js';

it('stands still, moves when told, and cannot be moved through what it handed out', () => {
  const clock = new FixedClock(new Date('2026-11-23T00:00:00Z'));
  clock.now().setFullYear(1999);
  expect(clock.now()).toEqual(new Date('2026-11-23T00:00:00Z'));
  clock.advance(1_500);
  expect(clock.now()).toEqual(new Date('2026-11-23T00:00:01.500Z'));
  clock.set(new Date('2027-01-01T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2027-01-01T00:00:00Z'));
});
