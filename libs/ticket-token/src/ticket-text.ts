import { fromBase64Url, toBase64Url } from './base64-url.js';
import { CLAIMS_BYTES, decodeClaims, VERSION, type TicketClaims } from './ticket-claims.js';

/** The text of a QR code: `LP1.` and base64url of claims and Ed25519 signature; 156 characters. */
export type TicketText = string;

/** Why a text is not one of our tickets. An unsupported version is one this software is too old for. */
export type TicketFault = 'malformed' | 'unsupported_version' | 'unknown_key' | 'forged';
type ReadFault = Extract<TicketFault, 'malformed' | 'unsupported_version'>;

export type ReadTicket =
  { readonly ok: true; readonly claims: TicketClaims } | { readonly ok: false; readonly fault: ReadFault };
export type VerifiedTicket =
  { readonly ok: true; readonly claims: TicketClaims } | { readonly ok: false; readonly fault: TicketFault };

/** A ticket taken apart: what it claims, which bytes the signature covers, the signature. */
export interface TicketParts {
  readonly claims: TicketClaims;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

const PREFIX = 'LP1.';
const PREFIX_BYTES = new TextEncoder().encode(PREFIX);
const SIGNATURE_BYTES = 64;
/** A multiple of three: four characters for three bytes, no padding and no spare bits, so one text per ticket. */
const TOKEN_BYTES = CLAIMS_BYTES + SIGNATURE_BYTES;
const SHAPE = new RegExp(`^LP1\\.[A-Za-z0-9_-]{${(TOKEN_BYTES / 3) * 4}}$`);
const OTHER_VERSION = /^LP(?!1\.)[1-9]\d?\.[A-Za-z0-9_-]{1,400}$/;

/** What the text claims; nobody vouches for it. */
export function readTicket(text: string): ReadTicket {
  const parts = takeApart(text);
  return typeof parts === 'string' ? { ok: false, fault: parts } : { ok: true, claims: parts.claims };
}

/** The parts of a text that has the shape of a ticket, or why it has not. Never throws, whatever was scanned. */
export function takeApart(text: string): TicketParts | ReadFault {
  if (!SHAPE.test(text)) return OTHER_VERSION.test(text) ? 'unsupported_version' : 'malformed';
  const bytes = fromBase64Url(text.slice(PREFIX.length));
  if (bytes[0] !== VERSION) return 'unsupported_version';
  const body = bytes.subarray(0, CLAIMS_BYTES);
  const claims = decodeClaims(body);
  return claims ? { claims, signed: signedBytes(body), signature: bytes.subarray(CLAIMS_BYTES) } : 'malformed';
}

/** The prefix is signed too, so that no signature of ours for another purpose can be one of a ticket. */
export function signedBytes(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PREFIX_BYTES.length + body.length);
  bytes.set(PREFIX_BYTES);
  bytes.set(body, PREFIX_BYTES.length);
  return bytes;
}

export function ticketText(body: Uint8Array, signature: Uint8Array): TicketText {
  return PREFIX + toBase64Url(Uint8Array.of(...body, ...signature));
}
