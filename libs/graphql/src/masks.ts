const HIDDEN = '***';

const ADDRESS = /([^\s@<>,;:"'()]?)[^\s@<>,;:"'()]*@([^\s@<>,;:"'()]+)/gu;
/** Telephone numbers as people write them into a text. */
const PHONE = /(?<![\w+])(?:\+\d[\d -]{6,18}\d|1[3-9]\d{9})(?!\w)/gu;

function name(text: string): string {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length > 1 ? `${letters[0] ?? ''}${HIDDEN}` : HIDDEN;
}

function email(text: string): string {
  const [, initial = '', host] = /^(.).*@([^@]+)$/su.exec(text) ?? [];
  return host === undefined ? name(text) : `${initial}${HIDDEN}@${host}`;
}

/** The country and, of a number as long as a mobile's, both ends. */
function phone(text: string): string {
  const [country = ''] = /^\+\d{1,3}[ -]/.exec(text) ?? [];
  const digits = text.slice(country.length).replace(/\D/g, '');
  if (digits.length < 5) return '****';
  const start = digits.slice(0, digits.length < 11 ? 0 : 3);
  return `${country}${start}****${digits.slice(digits.length < 8 ? -2 : -4)}`;
}

/** The end of a number that somebody else gave: of a booking, of a document. */
function reference(text: string): string {
  const [, end = ''] = /^.{4,}(.{4})$/su.exec(text) ?? [];
  return `${HIDDEN}${end}`;
}

/** What looks like an address or a telephone number in a text. Digits alone are an amount. */
function text(given: string): string {
  if (/^\d*$/.test(given)) return given;
  return given.replace(ADDRESS, `$1${HIDDEN}@$2`).replace(PHONE, phone);
}

/**
 * Personal data for those who may recognise it and not use it: enough to tell one's own, not enough to write to or to call. How
 * much is hidden never tells how long it was.
 */
export const mask = { name, email, phone, reference, text } as const;
