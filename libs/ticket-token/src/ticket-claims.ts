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

const VERSION = 1;
/** version 1, flags 1, key 4, tenant 16, pass 16, not before 4, not after 4, nonce 4 */
export const CLAIMS_BYTES = 50;

export function encodeClaims(claims: TicketClaims): Buffer {
  const bytes = Buffer.alloc(CLAIMS_BYTES);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeUInt8(claims.flags, 1);
  bytes.write(claims.keyId, 2, 4, 'hex');
  bytes.write(claims.tenantId.replaceAll('-', ''), 6, 16, 'hex');
  bytes.write(claims.passId.replaceAll('-', ''), 22, 16, 'hex');
  bytes.writeUInt32BE(seconds(claims.notBefore), 38);
  bytes.writeUInt32BE(seconds(claims.notAfter), 42);
  bytes.write(claims.nonce, 46, 4, 'hex');
  return bytes;
}

/** Undefined for another length or version. */
export function decodeClaims(bytes: Buffer): TicketClaims | undefined {
  if (bytes.length !== CLAIMS_BYTES || bytes.readUInt8(0) !== VERSION) return undefined;
  return {
    flags: bytes.readUInt8(1),
    keyId: bytes.toString('hex', 2, 6),
    tenantId: uuid(bytes, 6),
    passId: uuid(bytes, 22),
    notBefore: new Date(bytes.readUInt32BE(38) * 1000),
    notAfter: new Date(bytes.readUInt32BE(42) * 1000),
    nonce: bytes.toString('hex', 46, 50),
  };
}

function seconds(at: Date): number {
  return Math.min(Math.max(Math.floor(at.getTime() / 1000), 0), 0xffff_ffff);
}

function uuid(bytes: Buffer, from: number): string {
  const hex = bytes.toString('hex', from, from + 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
