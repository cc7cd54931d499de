import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { mask } from './masks.js';

/** Any Unicode there is, halves of surrogate pairs too; but for the sign that masks are made of. */
const anyText = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('*'));
const broken = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1 })
  .map((units) => String.fromCharCode(...units).replaceAll('*', ''))
  .filter((text) => text !== '');
const number = fc.stringMatching(/^\+?[0-9 -]{5,20}$/);

describe('a mask, whatever the text', () => {
  it.each(['name', 'email', 'phone', 'reference'] as const)('%s never gives the whole away', (kind) => {
    fc.assert(
      fc.property(fc.oneof(anyText, broken, fc.emailAddress(), number), (text) => {
        expect(mask[kind](text)).not.toContain(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('phone hides three digits at least, and leaves seven at most', () => {
    fc.assert(
      fc.property(number, (text) => {
        const [country = ''] = /^\+\d{1,3}[ -]/.exec(text) ?? [];
        const digitsOf = (of: string) => of.replace(country, '').replace(/\D/g, '').length;
        expect(digitsOf(mask.phone(text))).toBeLessThanOrEqual(Math.min(7, Math.max(0, digitsOf(text) - 3)));
      }),
    );
  });

  it('text hides every address, wherever it stands, and throws on nothing', () => {
    fc.assert(
      fc.property(fc.emailAddress(), anyText, broken, (address, before, after) => {
        fc.pre(/^\w{2,}/.test(address));
        expect(mask.text(`${before} ${address} ${after}`)).not.toContain(` ${address} `);
      }),
    );
  });
});
