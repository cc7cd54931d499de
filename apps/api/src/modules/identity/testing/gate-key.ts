import type { JWK } from 'jose';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A device's own key (P-256): the private half stays with it. */
export interface GateKey {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  readonly jwk: JWK;
}

export function aGateKey(keyId = 'gate-key'): GateKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, keyId, jwk: { kty: 'EC', crv: 'P-256', x, y, kid: keyId } };
}
