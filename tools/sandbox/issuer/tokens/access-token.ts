import { createPublicKey, verify } from 'node:crypto';
import type { Realm } from '../realm/realm.js';
import type { Claims } from './claims.js';

export interface AccessTokenClaims extends Claims {
  readonly iss: string;
  readonly sub: string;
  readonly azp: string;
  readonly sid?: string;
  readonly scope?: string;
  readonly realm_access?: { readonly roles: readonly string[] };
  readonly resource_access?: Readonly<Record<string, { readonly roles: readonly string[] }>>;
}

/** Checks an access token that this realm issued: its signature, issuer, kind and life. Anything else is `undefined`. */
export function verifyAccessToken(realm: Realm, issuer: string, token: string): AccessTokenClaims | undefined {
  const [head = '', payload = '', signature = '', ...rest] = token.split('.');
  const key = realm.keys.find((candidate) => candidate.kid === decode(head)?.kid);
  if (rest.length > 0 || decode(head)?.alg !== 'RS256' || !key) return undefined;
  const publicKey = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' });
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature, 'base64url')))
    return undefined;
  const claims = decode(payload);
  const current = typeof claims?.exp === 'number' && claims.exp * 1_000 > Date.now();
  return current && claims.iss === issuer && claims.typ === 'Bearer' ? (claims as AccessTokenClaims) : undefined;
}

export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer ([\w.~+/=-]{1,16384})$/i.exec(authorization ?? '')?.[1];
}

/** The realm a token says it is from, to know whose keys must prove it; never trusted further. */
export function claimedIssuer(token: string): string | undefined {
  const issuer = decode(token.split('.')[1] ?? '')?.iss;
  return typeof issuer === 'string' ? issuer : undefined;
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
