/** Crockford's alphabet: no I, L, O (read as 1, 1, 0) and no U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 10;
export const CODE_LENGTH = DIGITS + 1;

/**
 * A code for the phone and for broken cameras: 50 random bits and a check character.
 * @throws RangeError on fewer than ten random bytes
 */
export function newHumanCode(random: Uint8Array = crypto.getRandomValues(new Uint8Array(DIGITS))): string {
  if (random.length < DIGITS) throw new RangeError('ten random bytes make a code');
  const digits = [...random.subarray(0, DIGITS)].map((byte) => byte % 32);
  return [...digits, checkOf(digits)].map((digit) => ALPHABET.charAt(digit)).join('');
}

/** The code as stored, from what a person typed: any case, with blanks or hyphens, O for 0. Undefined when it cannot be one. */
export function readHumanCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const digits = Array.from(code, (character) => ALPHABET.indexOf(character));
  if (digits.length !== CODE_LENGTH || digits.includes(-1)) return undefined;
  return digits.at(-1) === checkOf(digits.slice(0, DIGITS)) ? code : undefined;
}

/** In groups, as it is printed: `7K3M-9QXD-0AB`. */
export function formatHumanCode(code: string): string {
  return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-');
}

/**
 * A weighted sum in GF(32), weights being powers of a generator: finds every single wrong character and every swap of two.
 * (Crockford's own check needs five characters that are not in his alphabet.)
 */
function checkOf(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => timesTwo(sum) ^ timesTwo(digit), 0);
}

/** Times x modulo x^5 + x^2 + 1. */
function timesTwo(value: number): number {
  const doubled = value << 1;
  return doubled > 31 ? doubled ^ 0b100101 : doubled;
}
