import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import type { ArtifactStore } from '../provider/artifact-store.js';
import { activeUser, clientNamed, type Realm } from '../realm/realm.js';
import type { Client } from '../realm/representation.js';
import { verifyAccessToken } from '../tokens/access-token.js';
import type { Claims } from '../tokens/claims.js';

const BODY_LIMIT = 32 * 1_024;

/** The library keeps no signed access token and so cannot introspect one; Keycloak answers for those and for refresh tokens. */
export async function introspect(
  realm: Realm,
  issuer: string,
  artifacts: ArtifactStore,
  req: IncomingMessage,
): Promise<Answer> {
  const form = new URLSearchParams(await readBody(req, BODY_LIMIT));
  const client = confidentialClient(realm, req.headers.authorization, form);
  if (!client) return { status: 401, json: { error: 'invalid_client' } };
  const token = form.get('token') ?? '';
  const claims = liveAccessToken(realm, issuer, artifacts, token) ?? liveRefreshToken(realm, artifacts, token);
  return { status: 200, json: claims ? { ...claims, active: true } : { active: false } };
}

function liveAccessToken(realm: Realm, issuer: string, artifacts: ArtifactStore, token: string): Claims | undefined {
  const claims = verifyAccessToken(realm, issuer, token);
  if (!claims || !activeUser(realm, claims.sub)) return undefined;
  const live = claims.sid === undefined || artifacts.hasSession(claims.azp, claims.sid);
  return live ? { ...claims, client_id: claims.azp } : undefined;
}

function liveRefreshToken(realm: Realm, artifacts: ArtifactStore, token: string): Claims | undefined {
  const stored = artifacts.refreshToken(token);
  if (stored?.accountId === undefined || !activeUser(realm, stored.accountId)) return undefined;
  return { sub: stored.accountId, client_id: stored.clientId, typ: 'Refresh', exp: stored.exp, iat: stored.iat };
}

function confidentialClient(
  realm: Realm,
  authorization: string | undefined,
  form: URLSearchParams,
): Client | undefined {
  const [id, secret] = basicCredentials(authorization) ?? [
    form.get('client_id') ?? '',
    form.get('client_secret') ?? '',
  ];
  const client = clientNamed(realm, id);
  const known = client?.enabled === true && !client.publicClient && client.clientAuthenticatorType === 'client-secret';
  return known && sameSecret(client.secret, secret) ? client : undefined;
}

function basicCredentials(authorization: string | undefined): [id: string, secret: string] | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [formDecoded(id), formDecoded(secret.join(':'))];
}

/** RFC 6749, 2.3.1: both halves are form-encoded before they are joined. */
function formDecoded(value: string): string {
  return new URLSearchParams(`value=${value.replaceAll('&', '%26')}`).get('value') ?? '';
}

function sameSecret(expected: string, given: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
