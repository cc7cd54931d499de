import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import type { Authenticator } from './authenticator.js';
import { platformRealm } from './domain/platform-realm.js';
import { visitorsRealm } from './domain/visitors-realm.js';
import { aTenant } from './testing/a-tenant.js';
import { anAuthenticator } from './testing/an-authenticator.js';
import { FakeRealm } from './testing/fake-realm.js';

let realm: FakeRealm;
afterEach(() => realm.stop());

describe('whose tokens a tenant takes', () => {
  it('[S29] not those of the platform, whatever they claim', async () => {
    realm = await FakeRealm.start('platform');
    const tenant = aTenant('yrd', realm.url);
    const token = realm.token({ tenant_id: tenant.id, realm_access: { roles: ['platform-admin'] } });
    const refused = anAuthenticator(visitorsRealm(realm.url)).authenticate(tenant, `Bearer ${token}`);
    await expect(refused).rejects.toMatchObject({ name: 'TokenRefused', reason: 'issuer' });
    expect(realm.fetches).toBe(0);
  });

  it('[S27] with a bounded number of verifiers, however many tenants there are', async () => {
    realm = await FakeRealm.start();
    const authenticator = anAuthenticator();
    for (let index = 0; index < 1_100; index += 1) {
      const tenant = { ...aTenant(`t${index}`, realm.url), id: newId() };
      await expect(authenticator.authenticate(tenant, 'Bearer a.b.c')).rejects.toBeDefined();
    }
    expect((Reflect.get(authenticator, 'verifiers') as Map<string, unknown>).size).toBeLessThanOrEqual(1_000);
  });
});

describe('a token of the visitors’ realm', () => {
  let authenticator: Authenticator;
  beforeEach(async () => {
    realm = await FakeRealm.start('visitors');
    authenticator = anAuthenticator(visitorsRealm(realm.url));
  });
  const at = (tenant = aTenant('yrd', realm.url), claims = {}) =>
    authenticator.authenticate(tenant, `Bearer ${realm.token(claims)}`);

  it('stands for the same person at every tenant', async () => {
    const [yrd, kansai] = [await at(), await at(aTenant('kansai', 'http://elsewhere.invalid'))];
    expect(yrd).toMatchObject({ subject: 'user-1', roles: ['visitor'], anonymous: false });
    expect(kansai).toEqual(yrd);
  });

  it('needs no tenant, and one that it claims changes nothing', async () => {
    const tenant = aTenant('yrd', realm.url);
    for (const tenant_id of [undefined, tenant.id, newId(), ['x']])
      await expect(at(tenant, { tenant_id })).resolves.toMatchObject({ roles: ['visitor'], attractionIds: [] });
  });

  it.each(['bureau-admin', 'platform-admin', 'finance', 'gate-operator', 'ota-partner', 'auditor'])(
    '[S28] is a visitor’s and nothing else, also when it claims %s',
    async (role) => {
      const tenant = aTenant('yrd', realm.url);
      const claimed = { tenant_id: tenant.id, attraction_ids: ['wuzhen'], realm_access: { roles: [role] } };
      await expect(at(tenant, claimed)).resolves.toMatchObject({ roles: ['visitor'], attractionIds: [] });
    },
  );

  it('[S10] [S28] is refused where it was not given to the portal', async () => {
    for (const azp of ['ota-west', 'gate-7', 'console', 'admin-cli', undefined])
      await expect(at(undefined, { azp })).rejects.toMatchObject({ reason: 'azp' });
  });

  it('[S08] [S15] is known by the one issuer we name, to the letter, and fetched from nowhere else', async () => {
    const iss = String(realm.claims().iss);
    for (const other of [`${iss}/`, iss.toUpperCase(), iss.replace('http:', 'https:'), [iss], undefined])
      await expect(at(undefined, { iss: other })).rejects.toMatchObject({ reason: 'issuer' });
    expect(realm.fetches).toBe(0);
  });

  it('[S06] is not proved by a tenant’s key, nor a tenant’s by its', async () => {
    const own = await FakeRealm.start('yrd');
    const tenant = aTenant('yrd', own.url);
    const ownIssuer = `${own.url}/realms/${tenant.issuer.realm}`;
    try {
      const forged = own.token({ iss: realm.claims().iss });
      await expect(authenticator.authenticate(tenant, `Bearer ${forged}`)).rejects.toMatchObject({
        name: 'TokenRefused',
      });
      const staff = { iss: ownIssuer, tenant_id: tenant.id };
      await expect(at(tenant, staff)).rejects.toMatchObject({ name: 'TokenRefused' });
      const genuine = `Bearer ${own.token(staff)}`;
      await expect(authenticator.authenticate(tenant, genuine)).resolves.toMatchObject({ roles: ['bureau-admin'] });
    } finally {
      await own.stop();
    }
  });

  it('opens no operators’ door', async () => {
    await expect(at(platformRealm(realm.url))).rejects.toMatchObject({ reason: 'issuer' });
  });
});
