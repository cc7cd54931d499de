type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Text form of plain data, the same for the same value and different for different ones: keys in one order, bigint and
 * Date kept apart from strings, undefined fields left out (undefined in a list, or alone, becomes null). Hashing it gives a
 * stable fingerprint; `decodeStored` gives the value back.
 * @throws TypeError on what is not plain data: maps, sets, bytes, functions, NaN and infinities
 */
export function encodeStored(value: unknown): string {
  return JSON.stringify(toJson(value));
}

/** The value `encodeStored` wrote. The caller vouches for the type: it stored it. */
export function decodeStored<T>(text: string): T {
  return fromJson(JSON.parse(text) as Json) as T;
}

function toJson(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value))
    throw new TypeError('only plain data can be stored');
  if (typeof value === 'object') return objectToJson(value);
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value as Json;
  throw new TypeError(`cannot store a ${typeof value}`);
}

function objectToJson(value: object): Json {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [escaped(key), toJson(inner)]),
  );
}

/** A key that begins with a dollar gets another, or data could pass itself off as one of our marks. */
function escaped(key: string): string {
  return key.startsWith('$') ? `$${key}` : key;
}

function fromJson(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json.$bigint === 'string') return BigInt(json.$bigint);
  if (typeof json.$date === 'string') return new Date(json.$date);
  return Object.fromEntries(
    Object.entries(json).map(([key, inner]) => [key.startsWith('$$') ? key.slice(1) : key, fromJson(inner)]),
  );
}
