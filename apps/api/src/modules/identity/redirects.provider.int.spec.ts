import { expect, it } from '@jest/globals';

import { localFetch } from '../../../../../tools/sandbox/index.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { aTenant } from './testing/a-tenant.js';
import { openIdentityProvider } from './testing/identity-provider.js';

const ORIGIN = 'http://yrd.localhost:4000';

it('[S39] sends a browser where the client is registered, whatever host the request claims', async () => {
  const provider = await openIdentityProvider();
  const tenant = aTenant('yrd', provider.url);
  await new RealmProvisioner(new IdentityAdmin(provider.config), provider.config).converge(tenant, [ORIGIN]);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'portal',
    redirect_uri: `${ORIGIN}/signed-in`,
    scope: 'openid',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  const url = `${provider.url}/realms/${tenant.issuer.realm}/protocol/openid-connect/auth?${query.toString()}`;
  const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
  const answer = await localFetch(url, { headers });
  expect(answer.status).toBeLessThan(400);
  expect(`${answer.headers.get('location') ?? ''}${await answer.text()}`).not.toContain('evil.example');
  await provider.close();
});
