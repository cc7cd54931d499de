import type { AccessToken, ClientCredentials, JWTStructured } from 'oidc-provider';
import { activeUser, clientNamed, type Realm, serviceAccountOf } from '../realm/realm.js';
import type { Client, User } from '../realm/representation.js';
import { audienceOf, principalClaims } from '../tokens/claims.js';

type Token = AccessToken | ClientCredentials;

/** Turns the library's access token into one a Keycloak would sign. */
export function shapeAccessToken(realm: Realm, token: Token, parts: JWTStructured): void {
  const client = clientNamed(realm, token.clientId ?? '');
  const principal = client && principalOf(realm, client, token);
  if (!client || !principal) throw new Error(`the principal of a token for ${token.clientId} is gone`);
  const { iss, iat, exp, jti, scope } = parts.payload;
  parts.header = { typ: 'JWT' };
  parts.payload = {
    ...principalClaims(client, principal, 'access'),
    exp,
    iat,
    jti: `${isOfUser(token) ? 'onrtac' : 'trrtcc'}:${String(jti)}`,
    iss,
    aud: audienceOf(client),
    sub: principal.id,
    typ: 'Bearer',
    azp: client.clientId,
    acr: '1',
    scope: scope ?? 'email profile',
    ...(isOfUser(token) ? { sid: token.sid ?? token.sessionUid } : { client_id: client.clientId }),
  };
}

function principalOf(realm: Realm, client: Client, token: Token): User | undefined {
  return isOfUser(token) ? activeUser(realm, token.accountId) : serviceAccountOf(realm, client);
}

function isOfUser(token: Token): token is AccessToken {
  return token.kind === 'AccessToken';
}
