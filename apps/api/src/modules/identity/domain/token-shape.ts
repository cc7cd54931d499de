import { OtherIssuer, TokenRefused } from '../identity.failures.js';

const MAX_BYTES = 8_192;
const MAX_LIFE_S = 3_600;
const SKEW_S = 10;
const SEGMENT = /^[A-Za-z0-9_-]+$/;

export interface TokenHeader {
  readonly alg: 'RS256';
  readonly kid: string;
}

/** The claims of an access token that has the right shape; its signature is not checked yet. */
export interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly azp: string;
  readonly tenant_id?: string;
  readonly exp: number;
  readonly iat: number;
  readonly sid?: string;
  readonly preferred_username?: string;
  readonly realm_access?: { readonly roles?: unknown };
  readonly attraction_ids?: unknown;
}

export interface ExpectedToken {
  readonly issuer: string;
  /** Absent where tokens name no tenant: what such a one claims changes nothing. */
  readonly tenantId?: string | undefined;
  readonly allowsClient: (azp: string) => boolean;
}

/**
 * Everything about a token that can be refused before any key is looked up (RFC 8725): size, form, algorithm, issuer, life,
 * client and tenant. keycloak-connect on its own checks few of these.
 * @throws TokenRefused
 */
export function readToken(
  jwt: string,
  expected: ExpectedToken,
  now: Date,
): { header: TokenHeader; claims: TokenClaims } {
  const { header, claims } = readSegments(jwt);
  if (header.typ !== undefined && header.typ !== 'JWT' && header.typ !== 'at+jwt') throw new TokenRefused('typ');
  assertLife(claims, now.getTime() / 1000);
  if (claims.iss !== expected.issuer) throw new OtherIssuer();
  if (claims.typ !== 'Bearer') throw new TokenRefused('not an access token');
  if (typeof claims.sub !== 'string' || claims.sub === '') throw new TokenRefused('sub');
  if (typeof claims.azp !== 'string' || !expected.allowsClient(claims.azp)) throw new TokenRefused('azp');
  if (expected.tenantId !== undefined && claims.tenant_id !== expected.tenantId) throw new TokenRefused('tenant');
  return { header, claims: claims as unknown as TokenClaims };
}

/** A token's header and claims, of a size, a form and an algorithm that is looked at at all. @throws TokenRefused */
export function readSegments(jwt: string): {
  header: TokenHeader & Readonly<Record<string, unknown>>;
  claims: Readonly<Record<string, unknown>>;
} {
  if (jwt.length > MAX_BYTES) throw new TokenRefused('size');
  const segments = jwt.split('.');
  if (segments.length !== 3 || !segments.every((segment) => SEGMENT.test(segment))) throw new TokenRefused('malformed');
  const header = decode(segments[0]);
  const claims = decode(segments[1]);
  const { alg, crit, kid } = header;
  if (alg !== 'RS256') throw new TokenRefused('alg');
  if (crit !== undefined) throw new TokenRefused('crit');
  if (typeof kid !== 'string' || kid.length > 128) throw new TokenRefused('kid');
  return { header: { ...header, alg, kid }, claims };
}

function assertLife(claims: Record<string, unknown>, now: number): void {
  const { exp, iat, nbf } = claims;
  if (!isTime(exp) || !isTime(iat) || exp - iat > MAX_LIFE_S) throw new TokenRefused('lifetime');
  if (exp <= now) throw new TokenRefused('expired');
  if (iat > now + SKEW_S) throw new TokenRefused('iat');
  if (nbf !== undefined && (!isTime(nbf) || nbf > now + SKEW_S)) throw new TokenRefused('nbf');
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function decode(segment = ''): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through: not JSON is as malformed as not an object.
  }
  throw new TokenRefused('malformed');
}
