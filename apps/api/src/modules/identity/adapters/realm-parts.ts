import type { Tenant } from '@lianpiao/authz';
import type ClientRepresentation from '@keycloak/keycloak-admin-client/lib/defs/clientRepresentation.js';
import type ProtocolMapperRepresentation from '@keycloak/keycloak-admin-client/lib/defs/protocolMapperRepresentation.js';
import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import type { UserProfileConfig } from '@keycloak/keycloak-admin-client/lib/defs/userProfileMetadata.js';
import type { JSONWebKeySet } from 'jose';

/** What no realm of ours is without. */
export function commonSettings({ issuer: { realm }, name }: Tenant): RealmRepresentation {
  return {
    realm,
    displayName: name.zh,
    enabled: true,
    accessTokenLifespan: 300,
    sslRequired: 'external',
    bruteForceProtected: true,
    // A refresh token is good once; used again, it takes its whole family with it.
    revokeRefreshToken: true,
    refreshTokenMaxReuse: 0,
  };
}

export const API_CLIENT: ClientRepresentation = { clientId: 'api', bearerOnly: true, enabled: true };

/** A page that signs people in: code with PKCE, no secret, and the API is told when a session ends. */
export function browserClient({ id }: Tenant, backchannelBaseUrl: string): ClientRepresentation {
  return {
    enabled: true,
    publicClient: true,
    standardFlowEnabled: true,
    directAccessGrantsEnabled: false,
    attributes: {
      'pkce.code.challenge.method': 'S256',
      'backchannel.logout.session.required': 'true',
      'backchannel.logout.url': `${backchannelBaseUrl}/identity/backchannel-logout/${id}`,
    },
  };
}

/** A machine that signs with a key of its own (private_key_jwt) and has no secret. */
export function keyedClient(clientId: string, publicKeys: JSONWebKeySet): ClientRepresentation {
  return {
    clientId,
    enabled: true,
    publicClient: false,
    standardFlowEnabled: false,
    serviceAccountsEnabled: true,
    clientAuthenticatorType: 'client-jwt',
    attributes: {
      'use.jwks.string': 'true',
      'jwks.string': JSON.stringify(publicKeys),
      'token.endpoint.auth.signing.alg': 'ES256',
    },
  };
}

export function mapper(
  name: string,
  protocolMapper: string,
  config: Record<string, string>,
): ProtocolMapperRepresentation {
  return {
    name,
    protocol: 'openid-connect',
    protocolMapper,
    config: { ...config, 'access.token.claim': 'true', 'id.token.claim': 'false', 'userinfo.token.claim': 'false' },
  };
}

/** Not automatic in Keycloak: without it no token is for us. */
export const AUDIENCE = mapper('audience', 'oidc-audience-mapper', { 'included.custom.audience': 'api' });

/** Typed as the server's export has it; the client's own type for it is a map of nothing. */
export function profileComponent(profile: UserProfileConfig): Record<string, object> {
  const config = { 'kc.user.profile.config': [JSON.stringify(profile)] };
  return { 'org.keycloak.userprofile.UserProfileProvider': [{ providerId: 'declarative-user-profile', config }] };
}

/** Exact addresses, never a pattern. */
export function redirectsTo(origins: readonly string[]): string[] {
  return origins.map((origin) => `${origin}/signed-in`);
}
