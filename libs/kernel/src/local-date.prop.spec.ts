import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays, businessDate, instantOf, localDate, startOfBusinessDay } from './index.js';

const anyInstant = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2060-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const anyZone = fc.constantFrom(
  'Asia/Shanghai',
  'UTC',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
);
const anyCutOff = fc.constantFrom('00:00', '01:30', '02:30', '04:00', '23:30');

it('puts every instant into the one business day that has begun and not ended', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, anyCutOff, (at, zone, cutOff) => {
      const day = businessDate(at, zone, cutOff);
      expect(startOfBusinessDay(day, zone, cutOff).getTime()).toBeLessThanOrEqual(at.getTime());
      expect(startOfBusinessDay(addDays(day, 1), zone, cutOff).getTime()).toBeGreaterThan(at.getTime());
    }),
    { numRuns: 500 },
  );
});

it('never lets a business day go back while time goes on', () => {
  fc.assert(
    fc.property(anyInstant, fc.nat(200_000_000), anyZone, anyCutOff, (at, ms, zone, cutOff) => {
      const later = new Date(at.getTime() + ms);
      expect(businessDate(at, zone, cutOff) <= businessDate(later, zone, cutOff)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('finds an instant that has the date it was asked for, in zones that skip no whole day', () => {
  const zone = anyZone.filter((name) => name !== 'Pacific/Apia');
  fc.assert(
    fc.property(anyInstant, zone, (at, name) => {
      const date = localDate(at, name);
      expect(localDate(instantOf(date, '00:00', name), name)).toBe(date);
    }),
  );
});
