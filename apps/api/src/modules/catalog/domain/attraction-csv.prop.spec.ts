import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { attractionFile } from '../testing/catalog-builder.js';
import { readAttractionCsv } from './attraction-csv.js';

const good = attractionFile(['a', 'b', 'c']);

/** Either all rows or errors, never both, never an exception. */
function mustAnswer(file: Uint8Array): void {
  const { attractions, errors } = readAttractionCsv(file, 'CNY');
  if (errors.length > 0) expect(attractions).toEqual([]);
}

describe('reading attractions', () => {
  it('answers whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), mustAnswer));
  });

  it('answers whatever the text under a good header', () => {
    const [header = ''] = good.toString().split('\n');
    const text = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(',', '"', '\n', '\r', '\u0000', 'a')),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(text, (parts) => {
        mustAnswer(Buffer.from(`${header}\n${parts.join('')}`));
      }),
    );
  });

  it('answers when any byte of a good file is another', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (index, byte) => {
        mustAnswer(good.map((was, at) => (at === index ? byte : was)));
      }),
      { numRuns: 500 },
    );
  });

  it('[D05] takes of a file that was cut anywhere whole rows or nothing', () => {
    const whole = readAttractionCsv(good, 'CNY').attractions;
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => {
        mustAnswer(good.subarray(0, length));
        const { attractions } = readAttractionCsv(good.subarray(0, length), 'CNY');
        expect(whole.slice(0, attractions.length)).toEqual(attractions);
      }),
      { numRuns: 500 },
    );
  });

  it('takes every amount the currency can write, exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (minor) => {
        const decimal = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
        const file = attractionFile(['a']).toString().replace(',80,', `,${decimal},`);
        expect(readAttractionCsv(Buffer.from(file), 'CNY').attractions[0]?.list_price).toBe(minor);
      }),
    );
  });
});
