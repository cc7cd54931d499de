import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';

import { IdentityAdmin } from './adapters/identity-admin.js';
import { TEMPLATE_ATTRIBUTE, TENANT_ATTRIBUTE } from './adapters/realm-convergence.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { RealmTaken } from './identity.failures.js';
import { aTenant } from './testing/a-tenant.js';
import { openIdentityProvider, type IdentityProvider } from './testing/identity-provider.js';

const ORIGIN = 'http://yrd.localhost:4000';

let provider: IdentityProvider;
let admin: IdentityAdmin;
let realms: RealmProvisioner;
beforeAll(async () => {
  provider = await openIdentityProvider();
  admin = new IdentityAdmin(provider.config);
  realms = new RealmProvisioner(admin, provider.config);
});
afterAll(() => provider.close());

const found = ({ issuer: { realm } }: Tenant) => admin.ask((provided) => provided.realms.findOne({ realm }));

/** A realm as versions made it that did not write down whose it is. */
async function anEarlierRealm(): Promise<Tenant> {
  const tenant = aTenant('yrd', provider.url);
  await realms.converge(tenant, [ORIGIN]);
  const { realm } = tenant.issuer;
  const { attributes = {} } = (await found(tenant)) ?? {};
  const ours = [TEMPLATE_ATTRIBUTE, TENANT_ATTRIBUTE];
  const kept = Object.fromEntries(Object.entries(attributes).filter(([name]) => !ours.includes(name)));
  await admin.ask((provided) => provided.realms.update({ realm }, { attributes: kept }));
  return tenant;
}

describe('a realm that is there already', () => {
  it('is brought to the template when an earlier version made it for the tenant', async () => {
    const tenant = await anEarlierRealm();
    await realms.converge(tenant, [ORIGIN]);
    expect((await found(tenant))?.attributes).toMatchObject({ [TENANT_ATTRIBUTE]: tenant.id });
  });

  it('is left alone when an earlier version made it for another tenant', async () => {
    const tenant = await anEarlierRealm();
    const other = { ...aTenant('yrd', provider.url), issuer: tenant.issuer };
    await expect(realms.converge(other, [ORIGIN])).rejects.toBeInstanceOf(RealmTaken);
    expect((await found(tenant))?.attributes).not.toHaveProperty([TENANT_ATTRIBUTE]);
  });

  it('is left alone when it says that it is of another tenant', async () => {
    const tenant = aTenant('yrd', provider.url);
    await realms.converge(tenant, [ORIGIN]);
    const other = { ...aTenant('yrd', provider.url), issuer: tenant.issuer };
    await expect(realms.converge(other, [ORIGIN])).rejects.toBeInstanceOf(RealmTaken);
  });
});
