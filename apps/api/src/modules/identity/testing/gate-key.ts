import type { JSONWebKeySet } from 'jose';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A device's own key (P-256): the private half stays with it. */
export interface GateKey {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  readonly publicKeys: JSONWebKeySet;
}

export function aGateKey(keyId = 'gate-key'): GateKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'EC', crv: 'P-256', x, y, kid: keyId, use: 'sig', alg: 'ES256' };
  return { privateKey, keyId, publicKeys: { keys: [jwk] } };
}
