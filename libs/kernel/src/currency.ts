/** An ISO 4217 code. */
export type Currency = string;

/**
 * ISO 4217 list one, minor units other than 2. A table and not Intl: browsers and Node answer from CLDR, which gives HUF, IDR
 * and LAK no digits, and may answer differently from each other.
 */
const DIGITS: ReadonlyMap<Currency, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'UYI',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map(withDigits(0)),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map(withDigits(3)),
  ...['CLF', 'UYW'].map(withDigits(4)),
]);

/**
 * Digits after the point, as ISO 4217 has them: CNY 2, JPY 0, KWD 3.
 * @throws RangeError when the text is not shaped like a currency code
 */
export function exponentOf(currency: Currency): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError('not a currency code');
  return DIGITS.get(currency) ?? 2;
}

function withDigits(digits: number): (currency: Currency) => [Currency, number] {
  return (currency) => [currency, digits];
}
