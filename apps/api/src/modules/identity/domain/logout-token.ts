import { TokenRefused } from '../identity.failures.js';
import { readSegments } from './token-shape.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_AGE_S = 300;
const SKEW_S = 10;

/** Whose sessions a provider says have ended. */
export interface LogoutClaims {
  readonly iat: number;
  readonly sub: string | undefined;
  readonly sid: string | undefined;
}

/** Whose report it has to be. */
export interface ExpectedReport {
  readonly issuer: string;
  /** The client people of the realm sign in by. */
  readonly audience: string;
}

/**
 * Everything about a logout token that can be refused before any key is looked up (OpenID Connect Back-Channel Logout 1.0, 2.6).
 * @throws TokenRefused
 */
export function readLogoutToken(
  jwt: string,
  { issuer, audience }: ExpectedReport,
  now: Date,
): { kid: string; claims: LogoutClaims } {
  const { header, claims } = readSegments(jwt);
  if (claims.iss !== issuer) throw new TokenRefused('issuer');
  if (![claims.aud].flat().includes(audience)) throw new TokenRefused('audience');
  if (typeof claims.events !== 'object' || claims.events === null || !(EVENT in claims.events))
    throw new TokenRefused('not a logout token');
  if (claims.nonce !== undefined) throw new TokenRefused('nonce');
  const { iat, sub, sid } = claims;
  const seconds = now.getTime() / 1_000;
  if (typeof iat !== 'number' || iat > seconds + SKEW_S || iat < seconds - MAX_AGE_S) throw new TokenRefused('iat');
  if (typeof sub !== 'string' && typeof sid !== 'string') throw new TokenRefused('nobody');
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { kid: header.kid, claims: { iat, sub: text(sub), sid: text(sid) } };
}
