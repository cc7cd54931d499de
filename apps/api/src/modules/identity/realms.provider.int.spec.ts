import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';

import { signIn } from '../../../../../tools/sandbox/index.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { TEMPLATE_ATTRIBUTE, TENANT_ATTRIBUTE } from './adapters/realm-convergence.js';
import { PROVISIONER } from './adapters/realm-key.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { RealmRemoval } from './adapters/realm-removal.js';
import { StaffAccounts } from './adapters/staff-accounts.js';
import { ClusterUnknown, RealmTaken } from './identity.failures.js';
import { aMember } from './testing/a-member.js';
import { aTenant } from './testing/a-tenant.js';
import { anAuthenticator } from './testing/an-authenticator.js';
import { openEmbeddedIssuer, openIdentityProvider, type IdentityProvider } from './testing/identity-provider.js';

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

const found = ({ issuer: { realm } }: Tenant) =>
  admin.askCluster(provider.url, (cluster) => cluster.realms.findOne({ realm }));

/** A realm as versions made it that did not write down whose it is, and administered it from outside. */
async function anEarlierRealm(): Promise<Tenant> {
  const tenant = aTenant('yrd', provider.url);
  await realms.converge(tenant, [ORIGIN]);
  const { realm } = tenant.issuer;
  const { attributes = {} } = (await found(tenant)) ?? {};
  const ours = [TEMPLATE_ATTRIBUTE, TENANT_ATTRIBUTE];
  const kept = Object.fromEntries(Object.entries(attributes).filter(([name]) => !ours.includes(name)));
  await admin.askCluster(provider.url, async (cluster) => {
    await cluster.realms.update({ realm }, { attributes: kept });
    const [client] = await cluster.clients.find({ realm, clientId: PROVISIONER });
    await cluster.clients.del({ realm, id: client?.id ?? '' });
  });
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

describe('the provisioner of a realm', () => {
  it('is let in again by the administrator of the cluster when the realm has forgotten it', async () => {
    const tenant = await anEarlierRealm();
    const { realm } = tenant.issuer;
    await expect(admin.ask(tenant, (provisioner) => provisioner.users.count({ realm }))).resolves.toBe(0);
  });

  it('is let in under the new key when the data key of the platform has changed', async () => {
    const tenant = aTenant('yrd', provider.url);
    await realms.converge(tenant, [ORIGIN]);
    const config = { ...provider.config, DATA_ENCRYPTION_KEY: new Secret(Buffer.alloc(32, 8).toString('base64')) };
    const { realm } = tenant.issuer;
    const renewed = new IdentityAdmin(config).ask(tenant, (provisioner) => provisioner.realms.findOne({ realm }));
    await expect(renewed).resolves.toMatchObject({ realm });
  });

  it('does all the work of a process that is not told the secret of a cluster, but makes no realm', async () => {
    const config = { ...provider.config, KEYCLOAK_ADMIN_CLIENT_SECRET: undefined };
    const within = new RealmProvisioner(new IdentityAdmin(config), config);
    const tenant = aTenant('yrd', provider.url);
    await expect(within.converge(tenant, [ORIGIN])).rejects.toBeInstanceOf(ClusterUnknown);
    expect(await found(tenant)).toBeNull();
    await realms.converge(tenant, [ORIGIN]);
    await within.converge(tenant, ['http://moved.localhost:4000']);
    const machine = await within.addServiceClient(tenant, 'ota-west', 'ota-partner');
    expect(machine).toMatchObject({ clientId: 'ota-west' });
    const accounts = new StaffAccounts(new IdentityAdmin(config));
    const clerk = await accounts.converge(tenant, aMember({ username: 'clerk', roles: ['finance'] }));
    await accounts.setPassword(tenant, clerk, new Secret('correct horse battery'), 'lasting');
    await accounts.endSessions(tenant, clerk);
  });
});

describe('a second cluster', () => {
  let second: IdentityProvider;
  let both: IdentityProvider['config'];
  beforeAll(async () => {
    second = await openEmbeddedIssuer('secret-of-the-second-cluster');
    const administrator = { clientId: 'provisioner', secret: second.secret };
    both = { ...provider.config, KEYCLOAK_CLUSTERS: new Map([[second.url, administrator]]) };
  });
  afterAll(() => second.close());

  it('has the realm, the accounts and the sign-in of the tenants whose rows name it, and the first has nothing of theirs', async () => {
    const identity = new IdentityAdmin(both);
    const tenant = aTenant('yrd', second.url);
    await new RealmProvisioner(identity, both).converge(tenant, [ORIGIN]);
    const accounts = new StaffAccounts(identity);
    const subject = await accounts.converge(tenant, aMember({ username: 'clerk', roles: ['finance'] }));
    await accounts.setPassword(tenant, subject, new Secret('correct horse battery'), 'lasting');
    const { accessToken } = await signIn({
      issuerUrl: second.url,
      realm: tenant.issuer.realm,
      clientId: 'portal',
      redirectUri: `${ORIGIN}/signed-in`,
      username: 'clerk',
      password: 'correct horse battery',
    });
    const principal = await anAuthenticator().authenticate(tenant, `Bearer ${accessToken}`);
    expect(principal).toMatchObject({ subject, roles: ['finance'] });
    expect(await found(tenant)).toBeNull();
    await new RealmRemoval(both).remove(tenant);
    const gone = await identity.askCluster(second.url, (cluster) =>
      cluster.realms.findOne({ realm: tenant.issuer.realm }),
    );
    expect(gone).toBeNull();
  });

  it('is not guessed at: a row that names one nobody configured is refused by its address', async () => {
    const tenant = aTenant('yrd', 'http://127.0.0.1:9');
    const removal = new RealmRemoval(both).remove(tenant);
    await expect(removal).rejects.toBeInstanceOf(ClusterUnknown);
    await expect(removal).rejects.toMatchObject({ cause: { message: expect.stringContaining('http://127.0.0.1:9') } });
  });

  it('takes no more realms than it may have, and goes on with those it has', async () => {
    const there = (await new IdentityAdmin(both).askCluster(second.url, (cluster) => cluster.realms.find())).length;
    const full = { ...both, KEYCLOAK_REALMS_MAX: there + 1 };
    const placing = new RealmProvisioner(new IdentityAdmin(full), full);
    const last = aTenant('yrd', second.url);
    await placing.converge(last, [ORIGIN]);
    await expect(placing.converge(aTenant('kansai', second.url), [ORIGIN])).rejects.toMatchObject({
      code: 'CLUSTER_FULL',
      serverUrl: second.url,
      most: there + 1,
    });
    await placing.converge(last, ['http://moved.localhost:4000']);
  });
});
