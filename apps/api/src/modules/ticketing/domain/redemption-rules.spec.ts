import { describe, expect, it } from '@jest/globals';

import { afterVisit, refusalOf, visitsAllowed, type Entry, type Pass } from './redemption-rules.js';

const day = '2026-05-01';
const pass: Pass = {
  state: 'active',
  attractionIds: ['lake', 'tower'],
  notBefore: new Date('2026-05-01T00:00:00Z'),
  notAfter: new Date('2026-05-04T00:00:00Z'),
  visitsTotal: null,
  visitsPerAttraction: null,
  visitsPerAttractionPerDay: null,
  visitsUsed: 0,
  visits: new Map(),
};
const entry: Entry = { attractionId: 'lake', at: new Date('2026-05-01T02:00:00Z'), businessDay: day };
const once = { visitsUsed: 1, visits: new Map([['lake', { total: 1, thatDay: 1, day }]]) };

describe('the rule book of a gate', () => {
  it.each<[string, Partial<Pass>, Partial<Entry>, string | undefined]>([
    ['a valid pass', {}, {}, undefined],
    ['a refunded pass', { state: 'refunded' }, {}, 'REFUNDED'],
    ['a revoked pass', { state: 'revoked' }, {}, 'REVOKED'],
    ['another attraction', {}, { attractionId: 'palace' }, 'WRONG_ATTRACTION'],
    ['the instant before it begins', {}, { at: new Date('2026-04-30T23:59:59.999Z') }, 'NOT_YET_VALID'],
    ['the instant it begins', {}, { at: pass.notBefore }, undefined],
    ['the last instant', {}, { at: new Date('2026-05-03T23:59:59.999Z') }, undefined],
    ['the instant it ends', {}, { at: pass.notAfter }, 'EXPIRED'],
    ['a pass the job has ended', { state: 'expired' }, {}, 'EXPIRED'],
    ['a second visit of a single ticket', { ...once, visitsTotal: 1, state: 'exhausted' }, {}, 'ALREADY_VISITED'],
    ['a second visit where one each is allowed', { ...once, visitsPerAttraction: 1 }, {}, 'ALREADY_VISITED'],
    ['the other attraction then', { ...once, visitsPerAttraction: 1 }, { attractionId: 'tower' }, undefined],
    ['no visit left in all', { ...once, visitsTotal: 1 }, { attractionId: 'tower' }, 'EXHAUSTED'],
    ['a second visit that day', { ...once, visitsPerAttractionPerDay: 1 }, {}, 'DAILY_LIMIT'],
    ['the same the next day', { ...once, visitsPerAttractionPerDay: 1 }, { businessDay: '2026-05-02' }, undefined],
    [
      'a revoked pass elsewhere and later',
      { state: 'revoked' },
      { attractionId: 'palace', at: pass.notAfter },
      'REVOKED',
    ],
  ])('%s', (_case, having, at, reason) => {
    expect(refusalOf({ ...pass, ...having }, { ...entry, ...at })).toBe(reason);
  });

  it('counts a visit in all, here and today', () => {
    const after = afterVisit(afterVisit({ ...pass, visitsTotal: 2 }, entry), { ...entry, businessDay: '2026-05-02' });
    expect(after).toMatchObject({ visitsUsed: 2, state: 'exhausted' });
    expect(after.visits.get('lake')).toEqual({ total: 2, thatDay: 1, day: '2026-05-02' });
  });

  it('knows when limits of attractions add up to a limit of the pass', () => {
    expect(visitsAllowed(pass)).toBeNull();
    expect(visitsAllowed({ ...pass, visitsPerAttraction: 2 })).toBe(4);
    expect(visitsAllowed({ ...pass, visitsPerAttraction: 2, visitsTotal: 3 })).toBe(3);
  });
});
