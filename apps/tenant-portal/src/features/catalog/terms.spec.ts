import { describe, expect, it } from '@jest/globals';

import { scopeOf, termsOf, type Terms } from './terms.js';

const places = (count: number) => Array.from({ length: count }, () => ({}));
const jointPass: Terms = {
  dated: false,
  attractions: places(36),
  visits: { total: 5, perAttraction: 1, perAttractionPerDay: null },
  validity: { clock: 'CALENDAR_DAYS', starts: 'FIRST_USE', period: 'P3D', activateWithin: 'P180D' },
};
const single: Terms = {
  dated: true,
  attractions: places(1),
  visits: { total: 1, perAttraction: null, perAttractionPerDay: null },
  validity: { clock: 'CALENDAR_DAYS', starts: 'VISIT_DATE', period: 'P1D', activateWithin: null },
};

describe('what a product gives', () => {
  it('is some of many, each of a few, or without limit', () => {
    expect(scopeOf(jointPass)).toEqual({ text: 'anyOf', values: { visits: 5, count: 36 } });
    expect(scopeOf({ ...jointPass, attractions: places(3), visits: { total: 3, perAttraction: 1 } })).toEqual({
      text: 'eachOf',
      values: { count: 3 },
    });
    expect(scopeOf({ ...jointPass, visits: {} })).toEqual({ text: 'manyOf', values: { count: 36 } });
    expect(scopeOf(single)).toEqual({ text: 'oneEntry' });
    expect(scopeOf({ ...single, visits: { total: 4 } })).toEqual({ text: 'visitsOf', values: { visits: 4, count: 1 } });
  });
});

describe('the terms of a product', () => {
  it('of a joint pass say how often, how long and by when', () => {
    expect(termsOf(jointPass)).toEqual([
      { text: 'anyOf', values: { visits: 5, count: 36 } },
      { text: 'oncePerAttraction' },
      { text: 'validFromFirstUse', period: 'P3D' },
      { text: 'activateWithin', period: 'P180D' },
      { text: 'refundable' },
    ]);
  });

  it('of a single ticket name the date', () => {
    expect(termsOf(single).map(({ text }) => text)).toEqual(['oneEntry', 'validOnDate', 'refundable']);
  });

  it('of an annual pass count from purchase, and visits by the day', () => {
    const annual: Terms = {
      ...jointPass,
      visits: { perAttractionPerDay: 1 },
      validity: { clock: 'CALENDAR_DAYS', starts: 'PURCHASE', period: 'P1Y' },
    };
    expect(termsOf(annual).map(({ text }) => text)).toEqual([
      'manyOf',
      'oncePerDay',
      'validFromPurchase',
      'refundable',
    ]);
  });
});
