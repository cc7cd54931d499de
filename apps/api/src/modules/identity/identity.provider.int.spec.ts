import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { systemClock } from '@lianpiao/kernel';
import { setTimeout as pause } from 'node:timers/promises';

import {
  clientToken,
  keyedClientToken,
  localFetch,
  signIn,
  SignInRefused,
  signUp,
} from '../../../../../tools/sandbox/index.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { provisionerToken } from './adapters/provisioner-token.js';
import { realmKey } from './adapters/realm-key.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { StaffAccounts } from './adapters/staff-accounts.js';
import { GateClients } from './gate-clients.js';
import { IdentityUnavailable, TokenRefused } from './identity.failures.js';
import { Revocations } from './revocations.js';
import { aMember } from './testing/a-member.js';
import { aTenant } from './testing/a-tenant.js';
import { anAuthenticator } from './testing/an-authenticator.js';
import { aGateKey, type GateKey } from './testing/gate-key.js';
import { openIdentityProvider, type IdentityProvider } from './testing/identity-provider.js';
import { LocalFeed } from './testing/local-feed.js';

const PASSWORD = 'correct horse battery';
const ORIGIN = 'http://yrd.localhost:4000';

const ADMIN = aMember({ username: 'admin', roles: ['bureau-admin'] });
const KEEPER = aMember({ username: 'keeper', roles: ['attraction-manager'], attractionCodes: ['wuzhen', 'xitang'] });

describe('identity, against the provider', () => {
  let issuer: IdentityProvider;
  let realms: RealmProvisioner;
  let yrd: Tenant;
  let kansai: Tenant;
  let accounts: StaffAccounts;
  let gates: GateClients;
  const feed = new LocalFeed();
  const revocations = new Revocations(feed, systemClock);
  const authenticator = anAuthenticator(undefined, revocations);

  beforeAll(async () => {
    issuer = await openIdentityProvider();
    const admin = new IdentityAdmin(issuer.config);
    realms = new RealmProvisioner(admin, issuer.config);
    accounts = new StaffAccounts(admin);
    gates = new GateClients(admin, revocations);
    await revocations.onModuleInit();
    yrd = aTenant('yrd', issuer.url);
    kansai = aTenant('kansai', issuer.url);
    await realms.converge(yrd, [ORIGIN]);
    await realms.converge(kansai, ['http://kansai.localhost:4000']);
    for (const member of [ADMIN, KEEPER]) {
      const subject = await accounts.converge(yrd, member);
      await accounts.setPassword(yrd, subject, new Secret(PASSWORD), 'lasting');
    }
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

  it('lets nobody make an account in a tenant’s realm', async () => {
    const newcomer = { username: 'newcomer@example.com', password: PASSWORD, clientId: 'portal' };
    const place = { issuerUrl: issuer.url, realm: yrd.issuer.realm, redirectUri: `${ORIGIN}/signed-in` };
    await expect(signUp({ ...place, ...newcomer })).rejects.toBeInstanceOf(SignInRefused);
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
    await realms.converge(yrd, [ORIGIN, 'http://another.localhost:4000']);
    await accounts.converge(yrd, { ...KEEPER, attractionCodes: ['tongli'] });
    const principal = await authenticator.authenticate(yrd, await bearer('keeper'));
    expect(principal.attractionIds).toEqual(['tongli']);
    await expect(bearer('keeper', 'another password')).rejects.toBeInstanceOf(SignInRefused);
  });

  it('takes roles away as well, and lets in nobody who is disabled', async () => {
    const clerk = aMember({ username: 'clerk', roles: ['finance', 'auditor'] });
    const subject = await accounts.converge(yrd, clerk);
    await accounts.setPassword(yrd, subject, new Secret(PASSWORD), 'lasting');
    await accounts.converge(yrd, { ...clerk, roles: ['auditor'] });
    await expect(authenticator.authenticate(yrd, await bearer('clerk'))).resolves.toMatchObject({ roles: ['auditor'] });
    await accounts.converge(yrd, { ...clerk, state: 'disabled' });
    await expect(bearer('clerk')).rejects.toBeInstanceOf(SignInRefused);
  });

  describe('a device at a gate', () => {
    const device = (clientId: string, { privateKey, keyId }: GateKey) =>
      keyedClientToken({ issuerUrl: issuer.url, realm: yrd.issuer.realm, clientId, privateKey, keyId });
    const admitted = ({ accessToken }: { accessToken: string }) =>
      authenticator.authenticate(yrd, `Bearer ${accessToken}`);

    it('gets a token for its own key, and for no other', async () => {
      const [own, other] = [aGateKey(), aGateKey()];
      await gates.register(yrd, 'gate-north', own.jwk, ['wuzhen']);
      const principal = await admitted(await device('gate-north', own));
      expect(principal).toMatchObject({ clientId: 'gate-north', roles: ['gate-operator'], attractionIds: ['wuzhen'] });
      await expect(device('gate-north', other)).rejects.toBeDefined();
    });

    it('is the one of the last key: the one before gets no token, and the token it has ends', async () => {
      const [old, next] = [aGateKey('old'), aGateKey('next')];
      await gates.register(yrd, 'gate-south', old.jwk, ['wuzhen']);
      const token = await device('gate-south', old);
      await gates.register(yrd, 'gate-south', next.jwk, ['xitang']);
      await expect(admitted(token)).rejects.toMatchObject({ reason: 'revoked' });
      await expect(device('gate-south', old)).rejects.toBeDefined();
      await pause(1_100);
      await expect(admitted(await device('gate-south', next))).resolves.toMatchObject({ attractionIds: ['xitang'] });
    });

    it('is nobody once it is removed, nor is its token; to remove it again is harmless', async () => {
      const key = aGateKey();
      await gates.register(yrd, 'gate-west', key.jwk, ['wuzhen']);
      const token = await device('gate-west', key);
      feed.away = true;
      await expect(gates.remove(yrd, 'gate-west')).rejects.toBeInstanceOf(IdentityUnavailable);
      await expect(device('gate-west', key)).rejects.toBeDefined();
      feed.away = false;
      for (const _ of [1, 2]) await gates.remove(yrd, 'gate-west');
      await expect(admitted(token)).rejects.toMatchObject({ reason: 'revoked' });
    });
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

  describe("[S45] the provisioner of a tenant's realm", () => {
    const tokenOf = async (tenant: Tenant, key = realmKey(issuer.config.DATA_ENCRYPTION_KEY, tenant)) =>
      (await provisionerToken(tenant, await key, 5_000)) ?? 'none';
    const administers = async (token: string, path: string, method = 'GET') => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = method === 'POST' ? '{}' : undefined;
      const url = new URL(`${issuer.url}/admin/realms${path}`);
      return (await localFetch(url, { method, headers, ...(body === undefined ? {} : { body }) })).status;
    };
    const parts = ['', '/users', '/clients', '/roles', '/users/profile'];

    it('administers it', async () => {
      const token = await tokenOf(yrd);
      for (const part of parts) expect(await administers(token, `/${yrd.issuer.realm}${part}`)).toBe(200);
    });

    it("is nobody in another tenant's, in `master`, and where realms are made", async () => {
      const token = await tokenOf(yrd);
      for (const realm of [kansai.issuer.realm, 'master']) {
        for (const part of parts) expect(await administers(token, `/${realm}${part}`)).toBe(403);
        expect(await administers(token, `/${realm}/users`, 'POST')).toBe(403);
      }
      expect(await administers(token, '', 'POST')).toBe(403);
    });

    it("gets no token at another tenant's realm, nor for another tenant's key", async () => {
      const key = realmKey(issuer.config.DATA_ENCRYPTION_KEY, yrd);
      expect(await tokenOf(kansai, key)).toBe('none');
    });

    it('is nobody at the API, and neither is the administrator of the cluster', async () => {
      const master = { issuerUrl: issuer.url, realm: 'master', clientId: 'provisioner' };
      const { accessToken } = await clientToken({ ...master, clientSecret: issuer.secret.reveal() });
      for (const token of [accessToken, await tokenOf(yrd)]) {
        await expect(authenticator.authenticate(yrd, `Bearer ${token}`)).rejects.toBeInstanceOf(TokenRefused);
      }
    });
  });

  it('[S48] prints no secret', () => {
    expect(JSON.stringify(issuer.config)).not.toContain(issuer.secret.reveal());
    expect(String(issuer.config.KEYCLOAK_ADMIN_CLIENT_SECRET)).toBe('[secret]');
  });
});
