import type { Tenant } from '@lianpiao/authz';
import KeycloakConnect from 'keycloak-connect';
import { verify, type KeyObject } from 'node:crypto';

import { readLogoutToken, type LogoutClaims } from '../domain/logout-token.js';
import { frontOf } from '../domain/platform-realm.js';
import { ceilingOf } from '../domain/principal.js';
import { readToken, type TokenClaims } from '../domain/token-shape.js';
import { TokenRefused } from '../identity.failures.js';
import { RealmKeys } from './realm-keys.js';
import { VerifiedTokens, type VerifiedToken } from './verified-tokens.js';

const REALM = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The part of keycloak-connect's grant manager we use, and the key look-up we replace. */
interface GrantManager {
  rotation: { getJWK(kid: string): Promise<KeyObject> };
  createGrant(grant: { access_token: string }): Promise<unknown>;
}

/**
 * Verifies one realm's access tokens: keycloak-connect checks signature, type and audience; the keys are ours, since its own
 * rotation accepts withdrawn keys and ends the process when the issuer answers with HTML.
 */
export class RealmVerifier {
  private readonly issuer: string;
  private readonly grants: GrantManager;
  private readonly keys: RealmKeys;
  private readonly verified = new VerifiedTokens();

  constructor(private readonly tenant: Pick<Tenant, 'id' | 'issuer'>) {
    const { realm, serverUrl } = tenant.issuer;
    if (!REALM.test(realm) || realm === 'master') throw new Error('not a realm of a tenant');
    this.issuer = issuerOf(tenant);
    this.keys = new RealmKeys(this.issuer);
    this.grants = grantManager(realm, serverUrl);
    this.grants.rotation = { getJWK: (kid) => this.keys.find(kid) };
  }

  /** The same claims, as one object, for the same token. @throws TokenRefused, IssuerUnavailable */
  async verify(jwt: string, now: Date): Promise<TokenClaims> {
    const known = this.verified.find(jwt, now);
    if (known && (await this.isStillSigned(known))) return known.claims;
    return this.verifyAnew(jwt, now);
  }

  /** Whose sessions the realm says have ended. @throws TokenRefused, IssuerUnavailable */
  async verifyLogout(jwt: string, now: Date): Promise<LogoutClaims> {
    const { kid, claims } = readLogoutToken(jwt, { issuer: this.issuer, audience: frontOf(this.tenant) }, now);
    const key = await this.keys.find(kid);
    const [signed, signature] = splitLast(jwt);
    if (!verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url')))
      throw new TokenRefused('signature');
    return claims;
  }

  /** A key the realm has withdrawn vouches for nothing any more, nor does another one under its name. */
  private async isStillSigned({ kid, key }: VerifiedToken): Promise<boolean> {
    return (await this.keys.find(kid)) === key;
  }

  private async verifyAnew(jwt: string, now: Date): Promise<TokenClaims> {
    const { allowsClient, namesTenant } = ceilingOf(this.tenant);
    const expected = { issuer: this.issuer, tenantId: namesTenant ? this.tenant.id : undefined, allowsClient };
    const { header, claims } = readToken(jwt, expected, now);
    // Asked for beforehand: keycloak-connect would make one refusal of "no such key" and "cannot ask".
    const key = await this.keys.find(header.kid);
    try {
      await this.grants.createGrant({ access_token: jwt });
    } catch (error) {
      throw new TokenRefused(error instanceof Error ? error.message.slice(0, 80) : 'refused');
    }
    this.verified.keep(jwt, { claims, kid: header.kid, key });
    return claims;
  }
}

/** What the tokens of a realm name as their issuer, to the letter. */
export function issuerOf({ issuer: { serverUrl, realm } }: Pick<Tenant, 'issuer'>): string {
  return `${serverUrl}/realms/${realm}`;
}

function splitLast(jwt: string): readonly [string, string] {
  const at = jwt.lastIndexOf('.');
  return [jwt.slice(0, at), jwt.slice(at + 1)];
}

function grantManager(realm: string, serverUrl: string): GrantManager {
  const settings = {
    realm,
    'auth-server-url': serverUrl,
    resource: 'api',
    'bearer-only': true,
    'verify-token-audience': true,
    'ssl-required': 'external',
    'confidential-port': 0,
  };
  const keycloak = new KeycloakConnect({}, settings);
  return keycloak.grantManager as unknown as GrantManager;
}
