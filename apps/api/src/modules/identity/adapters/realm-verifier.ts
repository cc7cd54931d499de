import type { Tenant } from '@lianpiao/authz';
import { createRemoteJWKSet, customFetch, errors } from 'jose';
import KeycloakConnect from 'keycloak-connect';
import { KeyObject } from 'node:crypto';

import { allowsClient } from '../domain/principal.js';
import { readToken, type TokenClaims } from '../domain/token-shape.js';
import { IssuerUnavailable, TokenRefused } from '../identity.failures.js';

const REALM = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const KEYS_MAX_AGE_MS = 600_000;
const KEYS_COOL_DOWN_MS = 30_000;
const KEYS_TIME_OUT_MS = 3_000;
/** After a failed fetch the issuer is left alone this long, so that a burst of requests does not become a burst on it. */
const REST_MS = 2_000;

/** The part of keycloak-connect's grant manager we use, and the key look-up we replace. */
interface GrantManager {
  rotation: { getJWK(kid: string): Promise<KeyObject> };
  createGrant(grant: { access_token: string }): Promise<unknown>;
}

/**
 * Verifies one realm's access tokens: keycloak-connect checks signature, type and audience; jose fetches and keeps the keys
 * (single flight, cool-down, time-out, no redirects), since keycloak-connect's own rotation accepts withdrawn keys and
 * ends the process when the issuer answers with HTML.
 */
export class RealmVerifier {
  private readonly issuer: string;
  private readonly grants: GrantManager;
  private readonly keyObjects = new WeakMap<object, KeyObject>();
  private restUntil = 0;

  constructor(private readonly tenant: Pick<Tenant, 'id' | 'issuer'>) {
    const { realm, serverUrl } = tenant.issuer;
    if (!REALM.test(realm) || realm === 'master') throw new Error('not a realm of a tenant');
    this.issuer = `${serverUrl}/realms/${realm}`;
    this.grants = grantManager(realm, serverUrl);
    const fetchKeys = createRemoteJWKSet(new URL(`${this.issuer}/protocol/openid-connect/certs`), {
      cacheMaxAge: KEYS_MAX_AGE_MS,
      cooldownDuration: KEYS_COOL_DOWN_MS,
      timeoutDuration: KEYS_TIME_OUT_MS,
      [customFetch]: (url: string, init: RequestInit) => fetch(url, { ...init, redirect: 'error' }),
    });
    this.grants.rotation = { getJWK: (kid) => this.key(fetchKeys, kid) };
  }

  /** @throws TokenRefused, IssuerUnavailable */
  async verify(jwt: string, now: Date): Promise<TokenClaims> {
    const expected = { issuer: this.issuer, tenantId: this.tenant.id, allowsClient };
    const { claims } = readToken(jwt, expected, now);
    try {
      await this.grants.createGrant({ access_token: jwt });
    } catch (error) {
      if (Date.now() < this.restUntil) throw new IssuerUnavailable();
      throw new TokenRefused(error instanceof Error ? error.message.slice(0, 80) : 'refused');
    }
    return claims;
  }

  private async key(fetchKeys: ReturnType<typeof createRemoteJWKSet>, kid: string): Promise<KeyObject> {
    if (Date.now() < this.restUntil) throw new IssuerUnavailable();
    try {
      const found = await fetchKeys({ alg: 'RS256', kid });
      const known = this.keyObjects.get(found);
      if (known) return known;
      const made = KeyObject.from(found as Parameters<typeof KeyObject.from>[0]);
      this.keyObjects.set(found, made);
      return made;
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) this.restUntil = Date.now() + REST_MS;
      throw error;
    }
  }
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
