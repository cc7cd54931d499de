const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number people can read out: the day, then ten characters without I, L, O and U; says nothing about how many there are. */
export function orderNumber(day: string, random: Uint8Array): string {
  const tail = [...random.subarray(0, 10)].map((byte) => ALPHABET[byte % 32]).join('');
  return `${day.replaceAll('-', '').slice(2)}-${tail.slice(0, 5)}-${tail.slice(5)}`;
}
