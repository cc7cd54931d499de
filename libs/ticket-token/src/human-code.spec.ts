import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { formatHumanCode, newHumanCode, readHumanCode } from './index.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const anyCode = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(newHumanCode);

describe('a human code', () => {
  it('is read however it is typed', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const typed = formatHumanCode(code)
          .toLowerCase()
          .replaceAll('0', 'o')
          .replaceAll('1', 'l')
          .replaceAll('-', ' - ');
        expect(readHumanCode(typed)).toBe(code);
      }),
    );
  });

  it('is refused with any one character wrong', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(10), fc.nat(31), (code, at, digit) => {
        const wrong = code.slice(0, at) + ALPHABET.charAt(digit) + code.slice(at + 1);
        expect(readHumanCode(wrong)).toBe(wrong === code ? code : undefined);
      }),
    );
  });

  it('is refused with any two of its characters swapped', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(10), fc.nat(10), (code, one, other) => {
        const characters = Array.from(code);
        [characters[one], characters[other]] = [code.charAt(other), code.charAt(one)];
        const swapped = characters.join('');
        expect(readHumanCode(swapped)).toBe(swapped === code ? code : undefined);
      }),
    );
  });

  it('is made of the random bytes it is given, and of no fewer than ten', () => {
    expect(newHumanCode(new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBe('01234567890');
    expect(newHumanCode(new Uint8Array([31, 30, 29, 28, 27, 26, 25, 24, 23, 32]))).toMatch(/^ZYXWVTSRQ0.$/);
    expect(() => newHumanCode(new Uint8Array(9))).toThrow(RangeError);
    expect(newHumanCode()).not.toBe(newHumanCode());
  });

  it.each(['', '0', 'U000-0000-000', '7K3M9QXD0ABC', ' '.repeat(50)])('is not %j', (typed) => {
    expect(readHumanCode(typed)).toBeUndefined();
  });
});
