import type { Tenant } from '@lianpiao/authz';

import { fetchBounded } from './fetch-bounded.js';
import { assertionFor, PROVISIONER, type RealmKey } from './realm-key.js';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * A token of the provisioner of a tenant's realm, which the admin client cannot ask for with a key; undefined when the realm does not
 * know it, or is not there.
 */
export async function provisionerToken(
  { issuer: { serverUrl, realm } }: Tenant,
  key: RealmKey,
  timeoutMs: number,
): Promise<string | undefined> {
  const issuer = `${serverUrl}/realms/${realm}`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: PROVISIONER,
    client_assertion_type: JWT_BEARER,
    client_assertion: await assertionFor(issuer, key),
  });
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await fetchBounded(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body, signal });
  const { access_token: token, error } = (await answer.json()) as { access_token?: unknown; error?: unknown };
  if (answer.ok && typeof token === 'string') return token;
  if (answer.status < 500 && typeof error === 'string') return undefined;
  throw new Error(`no token, but ${answer.status}`);
}
