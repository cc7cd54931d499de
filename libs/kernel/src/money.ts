import { exponentOf, type Currency } from './currency.js';
import { InvalidInput } from './failures.js';

/** An exact amount: whole minor units (fen, cents, yen) of a currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/** Rates are integer parts per million. */
export const PPM = 1_000_000n;

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;

/**
 * Reads a decimal amount: `298`, `298.0`, `298.00`.
 * @throws InvalidInput when it is not a plain decimal, has too many digits after the point, or does not fit 64 bits
 */
export function parseMoney(decimal: string, currency: Currency, field = 'amount'): Money {
  const exponent = exponentOf(currency);
  const match = /^(-?)(\d{1,19})(?:\.(\d{1,6}))?$/.exec(decimal);
  if (!match) throw new InvalidInput(field, 'format', 'decimal');
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > exponent) throw new InvalidInput(field, 'precision', String(exponent));
  const minor = BigInt(sign + whole + fraction.padEnd(exponent, '0'));
  if (minor < SMALLEST || minor > LARGEST) throw new InvalidInput(field, 'range', '64 bits');
  return { minor, currency };
}

/** The exact decimal, with as many digits as the currency has: `298.00`. */
export function decimalString({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** As the reader writes money: `¥298.00`, `CN¥298.00`. */
export function formatMoney(money: Money, locale: string): string {
  const digits = exponentOf(money.currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // An exact decimal string, not a float: Intl formats it digit by digit (ECMA-402, Intl.NumberFormat v3).
  return format.format(decimalString(money) as Intl.StringNumericLiteral);
}

/** `amount` times a rate in parts per million, rounded once, half away from zero. */
export function applyRate(amount: bigint, ppm: bigint): bigint {
  const product = amount * ppm;
  const half = product < 0n ? -PPM / 2n : PPM / 2n;
  return (product + half) / PPM;
}
