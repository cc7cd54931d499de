import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';

import { localFetch } from '../../../../../tools/sandbox/index.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { aTenant } from './testing/a-tenant.js';
import { openIdentityProvider, type IdentityProvider } from './testing/identity-provider.js';

const ORIGIN = 'http://yrd.localhost:4000';

describe('[S39] whatever host a request claims', () => {
  let provider: IdentityProvider;
  let tenant: Tenant;
  beforeAll(async () => {
    provider = await openIdentityProvider();
    tenant = aTenant('yrd', provider.url);
    await new RealmProvisioner(new IdentityAdmin(provider.config), provider.config).converge(tenant, [ORIGIN]);
  }, 60_000);
  afterAll(() => provider.close());

  const CLAIMS: readonly Readonly<Record<string, string>>[] = [
    { host: 'evil.example' },
    { host: 'evil.example:80' },
    { 'x-forwarded-host': 'evil.example' },
    { forwarded: 'host=evil.example;proto=https' },
    { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  ];

  async function asked(redirectUri: string, headers: Readonly<Record<string, string>>) {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'portal',
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    const url = `${provider.url}/realms/${tenant.issuer.realm}/protocol/openid-connect/auth?${query.toString()}`;
    const answer = await localFetch(url, { headers });
    return { status: answer.status, text: `${answer.headers.get('location') ?? ''}${await answer.text()}` };
  }

  it.each(CLAIMS)(
    'a browser goes on at the address of the provider, and back to that of the client: %j',
    async (claim) => {
      const { status, text } = await asked(`${ORIGIN}/signed-in`, claim);
      expect(status).toBeLessThan(400);
      expect(text).not.toContain('evil.example');
    },
  );

  it.each(CLAIMS)('a browser is not sent there: %j', async (claim) => {
    for (const address of ['http://evil.example/signed-in', 'https://evil.example/signed-in'])
      expect((await asked(address, claim)).status).toBe(400);
  });
});
