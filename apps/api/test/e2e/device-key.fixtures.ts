import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The key of a gate's device, made on it; what it tells of it are the three other fields. */
export interface DeviceKey {
  readonly privateKey: KeyObject;
  readonly jwk: string;
  readonly pem: string;
  /** RFC 7638. */
  readonly keyId: string;
}

export function aDeviceKey(): DeviceKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  const jwk = JSON.stringify({ crv, kty, x, y });
  return {
    privateKey,
    jwk,
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    keyId: createHash('sha256').update(jwk).digest('base64url'),
  };
}
