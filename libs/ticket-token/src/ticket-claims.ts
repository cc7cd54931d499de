/** What a ticket says. Instants have whole seconds. */
export interface TicketClaims {
  /** Eight lower-case hex digits. */
  readonly keyId: string;
  readonly tenantId: string;
  readonly passId: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Sum of `TicketFlag`s. */
  readonly flags: number;
  /** Eight lower-case hex digits: two tickets of one pass differ. */
  readonly nonce: string;
}

/** Hints for a gate without a connection. */
export const TicketFlag = {
  /** Staff check an age, height or card. */
  CONCESSION: 1,
  /** Valid for one date. */
  DATED: 2,
} as const;

export const VERSION = 1;

/** Byte positions, big-endian: version u8, flags u8, key 4, tenant 16, pass 16, not before u32 s, not after u32 s, nonce 4. */
const AT = { version: 0, flags: 1, keyId: 2, tenantId: 6, passId: 22, notBefore: 38, notAfter: 42, nonce: 46 } as const;
export const CLAIMS_BYTES = 50;

const LAST_SECOND = 0xffff_ffff;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Instants beyond what 32 bits hold (1970 to 2106) become the nearest that fits.
 * @throws RangeError on an identifier, nonce or flag that does not fit its place
 */
export function encodeClaims(claims: TicketClaims): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(claims.flags) || claims.flags < 0 || claims.flags > 255)
    throw new RangeError('flags are one byte');
  const bytes = new Uint8Array(CLAIMS_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(AT.version, VERSION);
  view.setUint8(AT.flags, claims.flags);
  bytes.set(hexBytes(claims.keyId, 4), AT.keyId);
  bytes.set(hexBytes(claims.tenantId.replaceAll('-', ''), 16), AT.tenantId);
  bytes.set(hexBytes(claims.passId.replaceAll('-', ''), 16), AT.passId);
  view.setUint32(AT.notBefore, seconds(claims.notBefore));
  view.setUint32(AT.notAfter, seconds(claims.notAfter));
  bytes.set(hexBytes(claims.nonce, 4), AT.nonce);
  return bytes;
}

/** Undefined for another length or version. */
export function decodeClaims(bytes: Uint8Array): TicketClaims | undefined {
  if (bytes.length !== CLAIMS_BYTES || bytes[AT.version] !== VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, CLAIMS_BYTES);
  return {
    flags: view.getUint8(AT.flags),
    keyId: hexText(bytes, AT.keyId, 4),
    tenantId: uuid(bytes, AT.tenantId),
    passId: uuid(bytes, AT.passId),
    notBefore: new Date(view.getUint32(AT.notBefore) * 1000),
    notAfter: new Date(view.getUint32(AT.notAfter) * 1000),
    nonce: hexText(bytes, AT.nonce, 4),
  };
}

function seconds(at: Date): number {
  return Math.min(Math.max(Math.floor(at.getTime() / 1000), 0), LAST_SECOND);
}

function hexBytes(hex: string, length: number): number[] {
  if (hex.length !== length * 2 || !/^[0-9a-f]+$/.test(hex))
    throw new RangeError(`not ${length} bytes in lower-case hex digits`);
  return Array.from({ length }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

function hexText(bytes: Uint8Array, from: number, length: number): string {
  let text = '';
  for (let at = from; at < from + length; at += 1) text += HEX[bytes[at] ?? 0] ?? '';
  return text;
}

function uuid(bytes: Uint8Array, from: number): string {
  const hex = hexText(bytes, from, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
