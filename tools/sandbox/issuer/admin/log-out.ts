import { randomUUID, createPrivateKey, sign } from 'node:crypto';
import { localFetch } from '../../http/local-fetch.js';
import type { RealmEndpoints } from '../endpoints/realm-endpoints.js';
import type { SessionArtifact } from '../provider/artifact-store.js';
import { backchannelLogoutUrl, namesSessionOnLogout } from '../provider/client-metadata.js';
import { clientNamed, type Realm } from '../realm/realm.js';
import { type AdminCall, noContent } from './admin-call.js';
import { userOf } from './user-routes.js';

const DELIVERY_LIMIT_MS = 2_000;

/** Ends a user's sessions and tells every application that holds a token of theirs (OpenID Connect Back-Channel Logout 1.0). */
export async function logOut(call: AdminCall, endpoints: RealmEndpoints) {
  const user = userOf(call);
  const sessions = endpoints.artifacts.sessions().filter((session) => session.accountId === user.id);
  endpoints.artifacts.endSessions(user.id);
  await Promise.all(sessions.map((session) => tellApplications(call.realm, endpoints.issuer, session)));
  return noContent;
}

async function tellApplications(realm: Realm, issuer: string, session: SessionArtifact): Promise<void> {
  for (const [clientId, sid] of session.sidByClient) {
    const client = clientNamed(realm, clientId);
    const url = client && backchannelLogoutUrl(client);
    if (!client || url === undefined) continue;
    const subject = { sub: session.accountId, ...(namesSessionOnLogout(client) ? { sid } : {}) };
    const body = new URLSearchParams({ logout_token: logoutToken(realm, issuer, clientId, subject) });
    await localFetch(url, { method: 'POST', body, signal: AbortSignal.timeout(DELIVERY_LIMIT_MS) }).catch(
      (error: unknown) => console.error(`back-channel logout to ${url} failed`, error),
    );
  }
}

function logoutToken(realm: Realm, issuer: string, audience: string, subject: { sub: string; sid?: string }): string {
  const [key] = realm.keys;
  if (!key) throw new Error(`realm ${realm.settings.realm} has no signing key`);
  const iat = Math.floor(Date.now() / 1_000);
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const head = encoded({ alg: 'RS256', typ: 'logout+jwt', kid: key.kid });
  const payload = encoded({
    iss: issuer,
    aud: audience,
    ...subject,
    iat,
    exp: iat + 120,
    jti: randomUUID(),
    typ: 'Logout',
    events,
  });
  const signature = sign(
    'RSA-SHA256',
    Buffer.from(`${head}.${payload}`),
    createPrivateKey({ key: { ...key }, format: 'jwk' }),
  );
  return `${head}.${payload}.${signature.toString('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
