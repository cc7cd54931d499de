/** For gates and browsers, which have no `node:crypto`: the same answers from raw public keys. */
import { verifyAsync } from '@noble/ed25519';

import { takeApart, type VerifiedTicket } from './ticket-text.js';

export { formatHumanCode, readHumanCode } from './human-code.js';
export { TicketFlag, type TicketClaims } from './ticket-claims.js';
export { readTicket, type ReadTicket, type TicketFault, type TicketText, type VerifiedTicket } from './ticket-text.js';

/** What the text claims, vouched for by the key (32 bytes) it names. Needs WebCrypto, so a secure context in a browser. */
export async function verifyTicket(
  text: string,
  keyOf: (keyId: string) => Uint8Array | undefined,
): Promise<VerifiedTicket> {
  const parts = takeApart(text);
  if (typeof parts === 'string') return { ok: false, fault: parts };
  const key = keyOf(parts.claims.keyId);
  if (!key) return { ok: false, fault: 'unknown_key' };
  const genuine = await isGenuine(parts.signature, parts.signed, key);
  return genuine ? { ok: true, claims: parts.claims } : { ok: false, fault: 'forged' };
}

/** By RFC 8032, as the server does: the library's own default (ZIP 215) accepts signatures that OpenSSL refuses. */
async function isGenuine(signature: Uint8Array, signed: Uint8Array, key: Uint8Array): Promise<boolean> {
  return verifyAsync(signature, signed, key, { zip215: false });
}
