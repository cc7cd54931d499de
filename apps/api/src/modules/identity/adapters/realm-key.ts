import type { Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { calculateJwkThumbprint, SignJWT, type JSONWebKeySet } from 'jose';
import { createECDH, createPrivateKey, hkdfSync, randomUUID, type KeyObject } from 'node:crypto';

/** The client of a realm that administers it, and no other. */
export const PROVISIONER = 'provisioner';

/** Of the group P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export interface RealmKey {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  readonly publicKeys: JSONWebKeySet;
}

/**
 * The key by which the platform is the provisioner of a tenant's realm, another one for each tenant. Derived from the platform's data
 * key (HKDF, RFC 5869): the provider knows its public half, and there is nothing to store or to leak.
 */
export async function realmKey(dataKey: Secret, { id }: Pick<Tenant, 'id'>): Promise<RealmKey> {
  const pair = createECDH('prime256v1');
  const d = scalarOf(dataKey, id);
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const keyId = await calculateJwkThumbprint(jwk);
  return {
    privateKey: createPrivateKey({ key: { ...jwk, d: d.toString('base64url') }, format: 'jwk' }),
    keyId,
    publicKeys: { keys: [{ ...jwk, kid: keyId, use: 'sig', alg: 'ES256' }] },
  };
}

/** What proves the provisioner to its realm (RFC 7523): good once, there alone, and for a minute. */
export function assertionFor(issuer: string, { privateKey, keyId }: RealmKey): Promise<string> {
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: keyId })
    .setIssuer(PROVISIONER)
    .setSubject(PROVISIONER)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(privateKey);
}

/** From 64 bits more than the order has, so that no private key is likelier than another (FIPS 186-5, A.2.1). */
function scalarOf(dataKey: Secret, tenantId: string): Buffer {
  const bytes = hkdfSync('sha256', Buffer.from(dataKey.reveal(), 'base64'), tenantId, 'realm-provisioner', 40);
  const scalar = (BigInt(`0x${Buffer.from(bytes).toString('hex')}`) % (ORDER - 1n)) + 1n;
  return Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
}
