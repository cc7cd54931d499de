/**
 * The one JSON text of plain data, for hashes that others recompute: keys sorted by UTF-16 code unit, no blanks (RFC 8785),
 * bigint as a decimal string, Date as ISO 8601 in UTC, undefined fields left out. It cannot be read back (see `encodeStored`).
 * @throws TypeError on what JSON has no exact form for: maps, sets, bytes, functions, undefined, NaN, infinities
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return JSON.stringify(value);
  if (typeof value === 'object' && isPlain(value)) return objectText(value);
  throw new TypeError(`no canonical JSON for a ${typeof value}`);
}

function objectText(value: object): string {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

function isPlain(value: object): boolean {
  return !(value instanceof Map || value instanceof Set || ArrayBuffer.isView(value));
}
