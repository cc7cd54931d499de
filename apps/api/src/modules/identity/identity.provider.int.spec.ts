import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { newId, systemClock } from '@lianpiao/kernel';

import { clientToken, signIn, SignInRefused } from '../../../../../tools/sandbox/index.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { Authenticator } from './authenticator.js';
import type { StaffMember } from './domain/realm-template.js';
import { TokenRefused } from './identity.failures.js';
import { openIdentityProvider, type IdentityProvider } from './testing/identity-provider.js';

const PASSWORD = 'correct horse battery';
const ORIGIN = 'http://yrd.localhost:4000';

const STAFF: readonly StaffMember[] = [
  { username: 'admin', roles: ['bureau-admin'], attractionIds: [], password: new Secret(PASSWORD) },
  {
    username: 'keeper',
    roles: ['attraction-manager'],
    attractionIds: ['wuzhen', 'xitang'],
    password: new Secret(PASSWORD),
  },
];

describe('identity, against the provider', () => {
  let issuer: IdentityProvider;
  let realms: RealmProvisioner;
  let yrd: Tenant;
  let kansai: Tenant;
  const authenticator = new Authenticator(systemClock);

  beforeAll(async () => {
    issuer = await openIdentityProvider();
    realms = new RealmProvisioner(issuer.config);
    yrd = tenant('yrd', issuer.url);
    kansai = tenant('kansai', issuer.url);
    await realms.converge(yrd, [ORIGIN], STAFF);
    await realms.converge(kansai, ['http://kansai.localhost:4000'], STAFF);
  });
  afterAll(() => issuer.close());

  async function bearer(username: string, password = PASSWORD): Promise<string> {
    const signedIn = await signIn({
      issuerUrl: issuer.url,
      realm: yrd.issuer.realm,
      clientId: 'portal',
      redirectUri: `${ORIGIN}/signed-in`,
      username,
      password,
    });
    return `Bearer ${signedIn.accessToken}`;
  }

  it('knows a member of staff who signed in, with roles and attractions', async () => {
    const principal = await authenticator.authenticate(yrd, await bearer('keeper'));
    expect(principal).toMatchObject({
      username: 'keeper',
      clientId: 'portal',
      roles: ['attraction-manager'],
      anonymous: false,
    });
    expect([...principal.attractionIds].sort()).toEqual(['wuzhen', 'xitang']);
  });

  it('takes nobody for a visitor, and anything but a bearer token for nothing', async () => {
    await expect(authenticator.authenticate(yrd, undefined)).resolves.toMatchObject({
      anonymous: true,
      roles: ['visitor'],
    });
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'Bearer a,b']) {
      await expect(authenticator.authenticate(yrd, authorization)).rejects.toBeInstanceOf(TokenRefused);
    }
  });

  it('[S07] refuses a token of one tenant at another', async () => {
    const token = await bearer('admin');
    await expect(authenticator.authenticate(yrd, token)).resolves.toMatchObject({ roles: ['bureau-admin'] });
    await expect(authenticator.authenticate(kansai, token)).rejects.toMatchObject({ reason: 'issuer' });
    const moved = { ...kansai, issuer: yrd.issuer };
    await expect(authenticator.authenticate(moved, token)).rejects.toMatchObject({ reason: 'tenant' });
  });

  it('is safe to repeat: nobody is doubled, passwords stay, what changed arrives', async () => {
    const changed = {
      ...STAFF[1]!,
      attractionIds: ['tongli'],
      password: new Secret('another password'),
    };
    await realms.converge(yrd, [ORIGIN], [changed]);
    const principal = await authenticator.authenticate(yrd, await bearer('keeper'));
    expect(principal.attractionIds).toEqual(['tongli']);
    await expect(bearer('keeper', 'another password')).rejects.toBeInstanceOf(SignInRefused);
  });

  it("registers a partner's machine with its one role, and gives it a new secret when asked again", async () => {
    const first = await realms.addServiceClient(yrd, 'ota-west', 'ota-partner');
    const token = (secret: Secret) =>
      clientToken({
        issuerUrl: issuer.url,
        realm: yrd.issuer.realm,
        clientId: 'ota-west',
        clientSecret: secret.reveal(),
      });
    const { accessToken } = await token(first.secret);
    const principal = await authenticator.authenticate(yrd, `Bearer ${accessToken}`);
    expect(principal).toMatchObject({ clientId: 'ota-west', roles: ['ota-partner'] });
    await expect(authenticator.authenticate(kansai, `Bearer ${accessToken}`)).rejects.toBeInstanceOf(TokenRefused);
    const second = await realms.addServiceClient(yrd, 'ota-west', 'ota-partner');
    await expect(token(second.secret)).resolves.toBeDefined();
    // RFC 6749 says `invalid_client`; Keycloak says the other.
    const code: unknown = expect.stringMatching(/^(invalid|unauthorized)_client$/);
    await expect(token(first.secret)).rejects.toMatchObject({ code });
  });

  it("[S45] refuses the provisioner's own token", async () => {
    const { accessToken } = await clientToken({
      issuerUrl: issuer.url,
      realm: 'master',
      clientId: 'provisioner',
      clientSecret: issuer.config.KEYCLOAK_ADMIN_CLIENT_SECRET.reveal(),
    });
    await expect(authenticator.authenticate(yrd, `Bearer ${accessToken}`)).rejects.toBeInstanceOf(TokenRefused);
  });

  it('[S48] prints no secret', () => {
    expect(JSON.stringify(STAFF)).not.toContain(PASSWORD);
    expect(String(STAFF[0]?.password)).toBe('[secret]');
  });
});

function tenant(slug: string, serverUrl: string): Tenant {
  const id = newId();
  return {
    id,
    slug,
    name: { zh: slug, en: slug },
    state: 'active',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    cutOff: '04:00',
    accentColor: '#b3261e',
    scope: { tenantId: id, schema: `t_${slug}`, role: `r_${slug}`, cell: 'cell-1' },
    // Another one at each run: a real provider keeps them.
    issuer: { serverUrl, realm: `${slug}-${id.slice(-12)}` },
  };
}
