import { describe, expect, it } from '@jest/globals';
import { businessDate } from '@lianpiao/kernel';
import fc from 'fast-check';

import { anyLimits, anySteps, type AnyLimits, type AnyStep } from '../testing/any-history.js';
import { afterVisit, refusalOf, type Entry, type Pass } from './redemption-rules.js';

const ATTRACTIONS = ['lake', 'tower', 'palace'];
const START = Date.parse('2026-05-01T02:00:00Z');

function entries(steps: readonly AnyStep[]): Entry[] {
  let at = START;
  return steps.map((step) => {
    at += step.laterMs;
    const when = new Date(at);
    return {
      attractionId: ATTRACTIONS[step.attraction] ?? '',
      at: when,
      businessDay: businessDate(when, 'Asia/Shanghai'),
    };
  });
}

function accepted(limits: AnyLimits, attempts: readonly Entry[]): Entry[] {
  let pass: Pass = {
    ...limits,
    state: 'active',
    attractionIds: ['lake', 'tower'],
    notBefore: new Date(START),
    notAfter: new Date(START + 4 * 86_400_000),
    visitsUsed: 0,
    visits: new Map(),
  };
  return attempts.filter((entry) => {
    if (refusalOf(pass, entry)) return false;
    pass = afterVisit(pass, entry);
    return true;
  });
}

function most(visits: readonly Entry[], group: (entry: Entry) => string): number {
  const counts = new Map<string, number>();
  for (const visit of visits) counts.set(group(visit), (counts.get(group(visit)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

describe('whatever the order of attempts', () => {
  it('nobody gets more visits than allowed: in all, of an attraction, on a day', () => {
    fc.assert(
      fc.property(anyLimits, anySteps, (limits, steps) => {
        const visits = accepted(limits, entries(steps));
        expect(visits.length).toBeLessThanOrEqual(limits.visitsTotal ?? Infinity);
        expect(most(visits, (visit) => visit.attractionId)).toBeLessThanOrEqual(limits.visitsPerAttraction ?? Infinity);
        expect(most(visits, (visit) => visit.attractionId + visit.businessDay)).toBeLessThanOrEqual(
          limits.visitsPerAttractionPerDay ?? Infinity,
        );
        expect(visits.every((visit) => visit.attractionId !== 'palace')).toBe(true);
      }),
    );
  });

  it('nobody is refused a visit that is allowed: without limits every attempt in time is let in', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const attempts = entries(steps);
        const inTime = attempts.filter(
          (entry) => entry.attractionId !== 'palace' && entry.at.getTime() < START + 4 * 86_400_000,
        );
        expect(
          accepted({ visitsTotal: null, visitsPerAttraction: null, visitsPerAttractionPerDay: null }, attempts),
        ).toEqual(inTime);
      }),
    );
  });
});
