import { describe, expect, it } from '@jest/globals';

import { applyRate, decimalString, exponentOf, formatMoney, InvalidInput, parseMoney } from './index.js';

function refusal(decimal: string, currency: string): unknown {
  try {
    return parseMoney(decimal, currency, 'price');
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return [error.code, error.field, error.rule];
  }
}

describe('an amount', () => {
  it.each([
    ['298', 'CNY', 29_800n],
    ['298.0', 'CNY', 29_800n],
    ['0.01', 'CNY', 1n],
    ['-5.50', 'CNY', -550n],
    ['1200', 'JPY', 1_200n],
    ['1.5', 'KWD', 1_500n],
    ['92233720368547758.07', 'CNY', 2n ** 63n - 1n],
    ['9223372036854775807', 'JPY', 2n ** 63n - 1n],
    ['-9223372036854775808', 'JPY', -(2n ** 63n)],
  ])('is read from %s %s', (decimal, currency, minor) => {
    expect(parseMoney(decimal, currency)).toEqual({ minor, currency });
  });

  it.each([
    ['298.001', 'CNY', 'precision'],
    ['298.0', 'JPY', 'precision'],
    ['92233720368547758.08', 'CNY', 'range'],
    ['9223372036854775808', 'JPY', 'range'],
    ...['', ' ', '298.', '.5', '1e3', '+1', '1,000', '２９８', '0x10', 'NaN', '--1', '1\n'].map(
      (text) => [text, 'CNY', 'format'] as const,
    ),
  ])('is not read from %j %s: %s', (decimal, currency, rule) => {
    expect(refusal(decimal, currency)).toEqual(['INVALID_INPUT', 'price', rule]);
  });

  it('is written exactly, with the digits of its currency', () => {
    expect(decimalString({ minor: 29_800n, currency: 'CNY' })).toBe('298.00');
    expect(decimalString({ minor: -5n, currency: 'CNY' })).toBe('-0.05');
    expect(decimalString({ minor: 7n, currency: 'KWD' })).toBe('0.007');
    expect(decimalString({ minor: 0n, currency: 'JPY' })).toBe('0');
  });

  it('is formatted for a reader without losing a digit', () => {
    expect(formatMoney({ minor: 29_800n, currency: 'CNY' }, 'zh-CN')).toBe('¥298.00');
    expect(formatMoney({ minor: 29_800n, currency: 'CNY' }, 'en')).toBe('CN¥298.00');
    expect(formatMoney({ minor: 2n ** 63n - 1n, currency: 'CNY' }, 'en')).toBe('CN¥92,233,720,368,547,758.07');
    // Left to itself, Intl shows no digits of these.
    expect(formatMoney({ minor: 12_345n, currency: 'LAK' }, 'en')).toMatch(/123\.45$/);
  });
});

describe('the digits of a currency', () => {
  it.each([
    ['CNY', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['HUF', 2],
    ['IDR', 2],
    ['LAK', 2],
  ])('%s: %i', (currency, digits) => {
    expect(exponentOf(currency)).toBe(digits);
  });

  it.each(['', 'cny', 'CNYY', '¥'])('are not asked of %j', (currency) => {
    expect(() => exponentOf(currency)).toThrow(RangeError);
  });
});

describe('a rate', () => {
  it('is applied once and rounded half away from zero', () => {
    expect(applyRate(20_000n, 80_000n)).toBe(1_600n);
    expect(applyRate(20_000n, 6_000n)).toBe(120n);
    expect([applyRate(1n, 500_000n), applyRate(-1n, 500_000n)]).toEqual([1n, -1n]);
    expect([applyRate(1n, 499_999n), applyRate(-1n, 499_999n)]).toEqual([0n, 0n]);
  });
});
