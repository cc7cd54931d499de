import { describe, expect, it } from '@jest/globals';

import { addCalendar, addDuration, InvalidInput, parseDuration } from './index.js';

describe('a duration', () => {
  it('is read from ISO 8601', () => {
    expect(parseDuration('P1Y2M1W3DT4H5M6S')).toEqual({ months: 14, days: 10, ms: 14_706_000 });
    expect(parseDuration('PT24H')).toEqual({ months: 0, days: 0, ms: 86_400_000 });
    expect(parseDuration('P100Y').months).toBe(1_200);
  });

  it.each(['', 'P', 'PT', 'P1DT', '3D', 'P-1D', 'P1.5D', 'p1d', 'P1D ', 'P0D', 'P101Y', 'P99999D', 'P100Y1D'])(
    'is not read from %j',
    (text) => {
      expect(() => parseDuration(text)).toThrow(InvalidInput);
    },
  );

  it('clips the day to the last of the month', () => {
    expect(addCalendar('2024-01-31', parseDuration('P1M'))).toBe('2024-02-29');
    expect(addCalendar('2024-02-29', parseDuration('P1Y'))).toBe('2025-02-28');
    expect(addCalendar('2026-12-31', parseDuration('P1M1D'))).toBe('2027-02-01');
  });

  it('keeps the time on the wall over a change of daylight saving; exact time does not', () => {
    const at = new Date('2026-03-07T15:00:00.250Z');
    expect(addDuration(at, parseDuration('P1D'), 'America/New_York')).toEqual(new Date('2026-03-08T14:00:00.250Z'));
    expect(addDuration(at, parseDuration('PT24H'), 'America/New_York')).toEqual(new Date('2026-03-08T15:00:00.250Z'));
    expect(addDuration(at, parseDuration('P1DT1H'), 'Asia/Shanghai')).toEqual(new Date('2026-03-08T16:00:00.250Z'));
  });

  it('ends at the later of two equal times on the wall, and behind the gap where there is none', () => {
    const twice = new Date('2026-10-23T00:30:00Z');
    expect(addDuration(twice, parseDuration('P2D'), 'Europe/Berlin')).toEqual(new Date('2026-10-25T01:30:00Z'));
    const never = new Date('2026-03-27T01:30:00Z');
    expect(addDuration(never, parseDuration('P2D'), 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'));
  });
});
