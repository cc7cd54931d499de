import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, systemClock } from '@lianpiao/kernel';

import { Authenticator } from './authenticator.js';
import { Revocations } from './revocations.js';
import { aTenant } from './testing/a-tenant.js';
import { FakeRealm } from './testing/fake-realm.js';
import { LocalFeed } from './testing/local-feed.js';

let authenticator: Authenticator;
let realm: FakeRealm;
beforeEach(() => {
  authenticator = new Authenticator(new Revocations(new LocalFeed(), systemClock), systemClock);
});
afterEach(() => realm.stop());

describe('whose tokens a tenant takes', () => {
  it.each([
    ['[S28] not those of the visitors', 'visitors', 'bureau-admin'],
    ['[S29] not those of the platform', 'platform', 'platform-admin'],
  ])('%s, whatever they claim', async (_case, name, role) => {
    realm = await FakeRealm.start(name);
    const tenant = aTenant('yrd', realm.tenant.issuer.serverUrl);
    const token = realm.token({ tenant_id: tenant.id, realm_access: { roles: [role] } });
    const refused = authenticator.authenticate(tenant, `Bearer ${token}`);
    await expect(refused).rejects.toMatchObject({ name: 'TokenRefused', reason: 'issuer' });
    expect(realm.fetches).toBe(0);
  });

  it('[S27] with a bounded number of verifiers, however many tenants there are', async () => {
    realm = await FakeRealm.start();
    const { serverUrl } = realm.tenant.issuer;
    for (let index = 0; index < 1_100; index += 1) {
      const tenant = { ...aTenant(`t${index}`, serverUrl), id: newId() };
      await expect(authenticator.authenticate(tenant, 'Bearer a.b.c')).rejects.toBeDefined();
    }
    expect((Reflect.get(authenticator, 'verifiers') as Map<string, unknown>).size).toBeLessThanOrEqual(1_000);
  });
});
