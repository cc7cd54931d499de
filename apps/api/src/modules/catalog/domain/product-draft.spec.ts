import { describe, expect, it } from '@jest/globals';

import { PriceAboveCeiling } from '../catalog.failures.js';
import type { CreateProductInput } from '../graphql/product.inputs.js';
import { aProduct } from '../testing/catalog-builder.js';
import { draftProduct } from './product-draft.js';

const terms = (fields: Partial<CreateProductInput>) => draftProduct(aProduct(fields)).terms;
const pass: Partial<CreateProductInput> = {
  kind: 'joint_pass',
  dated: false,
  validityStarts: 'first_use',
  validityPeriod: 'P3D',
  activateWithin: 'P1Y',
  attractionCodes: ['a', 'b', 'c', 'd', 'e', 'f'],
  visitsTotal: 5,
  visitsPerAttraction: 1,
};

describe('a draft', () => {
  it('has the visits its kind is known for, unless told', () => {
    expect(terms({})).toMatchObject({ visitsTotal: 1, visitsPerAttraction: null });
    expect(terms({ kind: 'combo', attractionCodes: ['a', 'b', 'c'] })).toMatchObject({
      visitsTotal: 3,
      visitsPerAttraction: 1,
    });
    expect(terms(pass)).toMatchObject({ visitsTotal: 5, visitsPerAttraction: 1, visitsPerAttractionPerDay: null });
    const annual = {
      ...pass,
      kind: 'annual_pass',
      visitsTotal: null,
      visitsPerAttraction: null,
      visitsPerAttractionPerDay: 1,
    } as const;
    expect(terms(annual)).toMatchObject({ visitsTotal: null, visitsPerAttraction: null, visitsPerAttractionPerDay: 1 });
  });

  it('has its texts trimmed', () => {
    expect(draftProduct(aProduct({ name: { zh: ' 票 ', en: ' Ticket ' } }))).toMatchObject({
      name: { zh: '票', en: 'Ticket' },
      summary: { zh: '', en: '' },
    });
  });

  const sale = { saleFrom: new Date('2026-05-02T00:00:00Z'), saleUntil: new Date('2026-05-01T00:00:00Z') };
  const adult = { type: 'ADULT', priceMinor: 100n } as const;
  it.each<[string, string, Partial<CreateProductInput>]>([
    ['code', 'format', { code: 'Day Ticket' }],
    ['code', 'format', { code: 'x'.repeat(61) }],
    ['name.en', 'required', { name: { zh: '票', en: ' ' } }],
    ['name.zh', 'length', { name: { zh: '票'.repeat(121), en: 'Ticket' } }],
    ['summary.zh', 'characters', { summary: { zh: '\u0000', en: '' } }],
    ['attractionCodes', 'length', { attractionCodes: [] }],
    ['attractionCodes', 'length', { attractionCodes: ['a', 'b'] }],
    ['attractionCodes', 'length', { kind: 'combo', attractionCodes: ['a'] }],
    ['attractionCodes', 'length', { ...pass, attractionCodes: Array.from({ length: 201 }, (_, index) => `a${index}`) }],
    ['attractionCodes.1', 'unique', { kind: 'combo', attractionCodes: ['a', 'a'] }],
    ['validityStarts', 'conflict', { validityStarts: 'purchase' }],
    ['validityStarts', 'conflict', { ...pass, validityStarts: 'visit_date' }],
    ['validityPeriod', 'format', { validityPeriod: '3 days' }],
    ['validityPeriod', 'range', { validityPeriod: 'P0D' }],
    ['validityPeriod', 'range', { validityPeriod: 'P11Y' }],
    ['validityPeriod', 'format', { validityPeriod: 'PT24H' }],
    ['activateWithin', 'conflict', { activateWithin: 'P30D' }],
    ['activateWithin', 'format', { ...pass, activateWithin: 'soon' }],
    ['visitsTotal', 'range', { visitsTotal: 0 }],
    ['visitsTotal', 'range', { ...pass, visitsTotal: 7 }],
    ['visitsPerAttraction', 'range', { ...pass, visitsPerAttraction: 6 }],
    ['visitsPerAttractionPerDay', 'range', { ...pass, visitsPerAttractionPerDay: 2 }],
    ['units', 'length', { units: [] }],
    ['units.1.type', 'unique', { units: [adult, adult] }],
    ['units.0.priceMinor', 'range', { units: [{ ...adult, priceMinor: -1n }] }],
    ['units.0.priceMinor', 'range', { units: [{ ...adult, priceMinor: 10n ** 12n + 1n }] }],
    ['units.0.approvalNumber', 'required', { units: [{ ...adult, ceilingMinor: 100n }] }],
    ['units.0.ceilingMinor', 'required', { units: [{ ...adult, approvalNumber: '12' }] }],
    ['saleUntil', 'range', sale],
  ])('is refused for %s: %s', (field, rule, fields) => {
    expect(() => draftProduct(aProduct(fields))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field, rule }),
    );
  });

  it('may be sold at the approved ceiling and not above', () => {
    const regulated = (priceMinor: bigint) =>
      aProduct({ units: [{ ...adult, priceMinor, ceilingMinor: 8_000n, approvalNumber: '12' }] });
    expect(draftProduct(regulated(8_000n)).units[0]?.price).toEqual({
      minor: 8_000n,
      ceiling: { minor: 8_000n, approvalNumber: '12' },
    });
    expect(() => draftProduct(regulated(8_001n))).toThrow(new PriceAboveCeiling('ADULT', 8_001n, 8_000n));
  });
});
