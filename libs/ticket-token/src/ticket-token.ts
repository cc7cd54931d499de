import { sign, verify, type KeyObject } from 'node:crypto';

import { CLAIMS_BYTES, decodeClaims, encodeClaims, type TicketClaims } from './ticket-claims.js';

/** The text of a QR code: `LP1.` and base64url of claims and Ed25519 signature; 156 characters. */
export type TicketText = string;

const PREFIX = 'LP1.';
const SIGNATURE_BYTES = 64;
const TOKEN_BYTES = CLAIMS_BYTES + SIGNATURE_BYTES;
const TEXT_LENGTH = PREFIX.length + Math.ceil((TOKEN_BYTES * 4) / 3);

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** Why a text is not one of our tickets. */
export type TicketFault = 'malformed' | 'unknown_key' | 'forged';

export type ReadTicket = { readonly ok: true; readonly claims: TicketClaims } | { readonly ok: false; readonly fault: 'malformed' };
export type VerifiedTicket = { readonly ok: true; readonly claims: TicketClaims } | { readonly ok: false; readonly fault: TicketFault };

export function signTicket(claims: Omit<TicketClaims, 'keyId'>, key: SigningKey): TicketText {
  const body = encodeClaims({ ...claims, keyId: key.keyId });
  const signature = sign(null, signedBytes(body), key.privateKey);
  return PREFIX + Buffer.concat([body, signature]).toString('base64url');
}

/** What the text claims; nobody vouches for it. */
export function readTicket(text: string): ReadTicket {
  const bytes = bytesOf(text);
  const claims = bytes && decodeClaims(bytes.subarray(0, CLAIMS_BYTES));
  return claims ? { ok: true, claims } : { ok: false, fault: 'malformed' };
}

/** What the text claims, vouched for by the key it names. `keyOf` knows the keys of one tenant. */
export function verifyTicket(text: string, keyOf: (keyId: string) => KeyObject | undefined): VerifiedTicket {
  const read = readTicket(text);
  const bytes = bytesOf(text);
  if (!read.ok || !bytes) return { ok: false, fault: 'malformed' };
  const key = keyOf(read.claims.keyId);
  if (!key) return { ok: false, fault: 'unknown_key' };
  const genuine = verify(null, signedBytes(bytes.subarray(0, CLAIMS_BYTES)), key, bytes.subarray(CLAIMS_BYTES));
  return genuine ? read : { ok: false, fault: 'forged' };
}

/** The prefix is signed too, so that no signature of ours for another purpose can be one of a ticket. */
function signedBytes(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(PREFIX), body]);
}

/** Buffer's decoder forgives much; only the text we would have written ourselves is a ticket. */
function bytesOf(text: string): Buffer | undefined {
  if (text.length !== TEXT_LENGTH || !text.startsWith(PREFIX)) return undefined;
  const encoded = text.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64url');
  return bytes.length === TOKEN_BYTES && bytes.toString('base64url') === encoded ? bytes : undefined;
}
