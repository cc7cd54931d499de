import { describe, expect, it } from '@jest/globals';

import { addDays, businessDate, instantOf, isLocalDate, localDate, startOfBusinessDay } from './index.js';

const NEW_YORK = 'America/New_York';

describe('a local date', () => {
  it('exists or it does not', () => {
    expect(['2026-02-28', '2024-02-29', '9999-12-31'].every(isLocalDate)).toBe(true);
    expect(
      ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', '', ' 2026-01-01', '2026-01-01\n'].some(isLocalDate),
    ).toBe(false);
  });

  it('moves over the ends of months and years, but not out of four digits', () => {
    expect([addDays('2024-02-28', 2), addDays('2026-01-01', -1)]).toEqual(['2024-03-01', '2025-12-31']);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  it('is that of the zone', () => {
    const at = new Date('2026-11-23T16:30:00Z');
    expect([localDate(at, 'Asia/Shanghai'), localDate(at, 'UTC'), localDate(at, NEW_YORK)]).toEqual([
      '2026-11-24',
      '2026-11-23',
      '2026-11-23',
    ]);
  });
});

describe('a business day', () => {
  it('begins at the cut-off', () => {
    expect(businessDate(new Date('2026-11-23T19:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-11-23');
    expect(businessDate(new Date('2026-11-23T20:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-24');
    expect(businessDate(new Date('2026-11-23T16:00:00Z'), 'Asia/Shanghai', '00:00')).toBe('2026-11-24');
    expect(startOfBusinessDay('2026-11-24', 'Asia/Shanghai')).toEqual(new Date('2026-11-23T20:00:00Z'));
  });

  it('begins after the gap when daylight saving skips the cut-off', () => {
    expect(startOfBusinessDay('2026-03-08', NEW_YORK, '02:30')).toEqual(new Date('2026-03-08T07:00:00Z'));
    expect(businessDate(new Date('2026-03-08T06:59:59Z'), NEW_YORK, '02:30')).toBe('2026-03-07');
    expect(businessDate(new Date('2026-03-08T07:00:00Z'), NEW_YORK, '02:30')).toBe('2026-03-08');
  });

  it('begins once when the cut-off comes twice', () => {
    expect(startOfBusinessDay('2026-11-01', NEW_YORK, '01:30')).toEqual(new Date('2026-11-01T05:30:00Z'));
    expect(businessDate(new Date('2026-11-01T06:10:00Z'), NEW_YORK, '01:30')).toBe('2026-11-01');
  });

  it('is never the day Samoa left out', () => {
    expect(startOfBusinessDay('2011-12-30', 'Pacific/Apia')).toEqual(new Date('2011-12-30T10:00:00Z'));
    expect(localDate(new Date('2011-12-30T10:00:00Z'), 'Pacific/Apia')).toBe('2011-12-31');
  });
});

it('finds the instant of a wall clock, offsets of quarter hours and half-hour daylight saving included', () => {
  expect(instantOf('2026-07-01', '09:00', 'Asia/Kathmandu')).toEqual(new Date('2026-07-01T03:15:00Z'));
  expect(instantOf('2026-07-01', '09:00', 'Australia/Lord_Howe')).toEqual(new Date('2026-06-30T22:30:00Z'));
  expect(instantOf('2026-12-01', '09:00', 'Australia/Lord_Howe')).toEqual(new Date('2026-11-30T22:00:00Z'));
});
