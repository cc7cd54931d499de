import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { applyRate, decimalString, parseMoney, PPM } from './index.js';

const anyMinor = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const anyCurrency = fc.constantFrom('CNY', 'JPY', 'KWD', 'CLF');

it('reads what it wrote', () => {
  fc.assert(
    fc.property(anyMinor, anyCurrency, (minor, currency) => {
      expect(parseMoney(decimalString({ minor, currency }), currency)).toEqual({ minor, currency });
    }),
  );
});

it('applies a rate within half a unit, the same on both sides of zero', () => {
  fc.assert(
    fc.property(anyMinor, fc.bigInt({ min: 0n, max: 2n * PPM }), (amount, ppm) => {
      const error = 2n * (applyRate(amount, ppm) * PPM - amount * ppm);
      expect(error <= PPM && error >= -PPM).toBe(true);
      expect(applyRate(-amount, ppm)).toBe(-applyRate(amount, ppm));
    }),
  );
});
