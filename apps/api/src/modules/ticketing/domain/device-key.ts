import { InvalidInput } from '@lianpiao/kernel';
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** The public key of a gate's device, as its client at the identity provider gets it (P-256, for ES256). */
export interface DeviceKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  /** Its thumbprint (RFC 7638): the device names it in what it signs. */
  readonly kid: string;
}

const MOST = 2_000;
const PEM = /^-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----$/;

/**
 * Reads a public key, as JWK or as PEM. A private one is refused, although the public one follows from it: it must not leave the device.
 * @throws InvalidInput
 */
export function readDeviceKey(field: string, text: string): DeviceKey {
  if (text.length > MOST) throw new InvalidInput(field, 'length', String(MOST));
  const { kty, crv, x, y } = keyOf(text.trim())?.export({ format: 'jwk' }) ?? {};
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y)
    throw new InvalidInput(field, 'format', 'public key on P-256, as JWK or PEM');
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kty, crv, x, y, kid };
}

function keyOf(text: string): KeyObject | undefined {
  try {
    if (PEM.test(text)) return createPublicKey(text);
    const { kty, crv, x, y, d } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (d !== undefined) return undefined;
    return createPublicKey({ key: { kty, crv, x, y } as never, format: 'jwk' });
  } catch {
    return undefined;
  }
}
