import { describe, expect, it } from '@jest/globals';

import type { EntitlementTerms } from '../../catalog/index.js';
import { endAfterFirstUse, issueWindow, validityEnd } from './validity-window.js';

const shanghai = { timeZone: 'Asia/Shanghai', cutOff: '04:00' };
const terms: EntitlementTerms = {
  validityClock: 'calendar_days',
  validityStarts: 'purchase',
  validityPeriod: 'P3D',
  activateWithin: null,
  visitsTotal: null,
  visitsPerAttraction: null,
  visitsPerAttractionPerDay: null,
};
/** Wall clock of Shanghai, which is 8 hours ahead all year. */
const at = (wall: string) => new Date(`${wall}+08:00`);

describe('the end of a validity', () => {
  it.each([
    ['calendar_days', 'P1D', '2026-05-01T02:00', '2026-05-02T00:00'],
    ['calendar_days', 'P3D', '2026-05-01T23:59', '2026-05-04T00:00'],
    ['calendar_days', 'P1M', '2026-01-31T10:00', '2026-02-28T00:00'],
    ['business_days', 'P1D', '2026-05-01T02:00', '2026-05-01T04:00'],
    ['business_days', 'P1D', '2026-05-01T04:00', '2026-05-02T04:00'],
    ['business_days', 'P3D', '2026-05-01T10:00', '2026-05-04T04:00'],
    ['rolling', 'P3D', '2026-05-01T10:30', '2026-05-04T10:30'],
    ['rolling', 'PT48H', '2026-05-01T10:30', '2026-05-03T10:30'],
    ['rolling', 'P1Y', '2028-02-29T12:00', '2029-02-28T12:00'],
  ] as const)('by %s, %s from %s is %s', (validityClock, validityPeriod, from, until) => {
    expect(validityEnd(at(from), { validityClock, validityPeriod }, shanghai)).toEqual(at(until));
  });

  it('keeps 24 hours a day where a rolling day has 23 or 25', () => {
    const berlin = { timeZone: 'Europe/Berlin', cutOff: '04:00' };
    const start = new Date('2026-03-28T11:00:00Z');
    expect(validityEnd(start, { validityClock: 'rolling', validityPeriod: 'PT24H' }, berlin)).toEqual(
      new Date('2026-03-29T11:00:00Z'),
    );
    expect(validityEnd(start, { validityClock: 'calendar_days', validityPeriod: 'P2D' }, berlin)).toEqual(
      new Date('2026-03-29T22:00:00Z'),
    );
  });
});

describe('the window of a ticket', () => {
  const paidAt = at('2026-05-01T10:00');

  it('begins with the payment', () => {
    expect(issueWindow(terms, { paidAt, visitDate: null }, shanghai)).toEqual({
      notBefore: paidAt,
      notAfter: at('2026-05-04T00:00'),
    });
  });

  it('is the visit date of a dated product', () => {
    const dated = { ...terms, validityStarts: 'visit_date', validityPeriod: 'P1D' } as const;
    const sale = { paidAt, visitDate: '2026-05-10' };
    expect(issueWindow(dated, sale, shanghai)).toEqual({
      notBefore: at('2026-05-10T00:00'),
      notAfter: at('2026-05-11T00:00'),
    });
    expect(issueWindow({ ...dated, validityClock: 'business_days' }, sale, shanghai)).toEqual({
      notBefore: at('2026-05-10T04:00'),
      notAfter: at('2026-05-11T04:00'),
    });
  });

  it('waits for the first use as long as the terms say, then starts by itself', () => {
    const waiting = { ...terms, validityStarts: 'first_use', activateWithin: 'P30D' } as const;
    expect(issueWindow(waiting, { paidAt, visitDate: null }, shanghai).notAfter).toEqual(at('2026-06-03T00:00'));
    expect(issueWindow({ ...waiting, activateWithin: null }, { paidAt, visitDate: null }, shanghai).notAfter).toEqual(
      at('2027-05-04T00:00'),
    );
  });

  it('ends earlier after the first use, never later', () => {
    const waiting = { ...terms, validityStarts: 'first_use' } as const;
    const printed = at('2026-06-03T00:00');
    expect(endAfterFirstUse(printed, waiting, at('2026-05-02T09:00'), shanghai)).toEqual(at('2026-05-05T00:00'));
    expect(endAfterFirstUse(printed, waiting, at('2026-06-02T09:00'), shanghai)).toEqual(printed);
    expect(endAfterFirstUse(printed, terms, at('2026-05-02T09:00'), shanghai)).toEqual(printed);
  });
});
