import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../http/answer.js';
import { allowsOrigin } from '../provider/client-metadata.js';
import { activeUser, clientNamed, type Realm } from '../realm/realm.js';
import { bearerOf, verifyAccessToken } from '../tokens/access-token.js';
import { mappedClaims, nameClaims } from '../tokens/claims.js';

/** The library refuses a token that also has an API audience; Keycloak accepts it, and so do we. */
export function userinfo(realm: Realm, issuer: string, req: IncomingMessage): Answer {
  const claims = verifyAccessToken(realm, issuer, bearerOf(req.headers.authorization) ?? '');
  const user = claims && activeUser(realm, claims.sub);
  const client = claims && clientNamed(realm, claims.azp);
  if (!user || !client || !claims.scope?.split(' ').includes('openid')) {
    return {
      status: 401,
      json: { error: 'invalid_token' },
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    };
  }
  const json = {
    sub: user.id,
    preferred_username: user.username,
    ...nameClaims(user),
    ...mappedClaims(client.protocolMappers, user, 'userinfo'),
  };
  const origin = req.headers.origin;
  return {
    status: 200,
    json,
    headers:
      origin !== undefined && allowsOrigin(client, origin)
        ? { 'access-control-allow-origin': origin, vary: 'origin' }
        : {},
  };
}
