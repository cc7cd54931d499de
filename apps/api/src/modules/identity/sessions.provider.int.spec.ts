import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { systemClock } from '@lianpiao/kernel';
import { createHash, randomBytes } from 'node:crypto';

import { localFetch, signIn } from '../../../../../tools/sandbox/index.js';
import { clientAssertion } from '../../../../../tools/sandbox/sign-in/client-token.js';
import { authorizationCode } from '../../../../../tools/sandbox/sign-in/sign-in.js';
import { protocolUrl, requestToken } from '../../../../../tools/sandbox/sign-in/token-request.js';
import { IdentityAdmin } from './adapters/identity-admin.js';
import { RealmProvisioner } from './adapters/realm-provisioner.js';
import { StaffAccounts } from './adapters/staff-accounts.js';
import { GateClients } from './gate-clients.js';
import { TokenRefused } from './identity.failures.js';
import { Revocations } from './revocations.js';
import { aMember } from './testing/a-member.js';
import { aTenant } from './testing/a-tenant.js';
import { anAuthenticator } from './testing/an-authenticator.js';
import { aGateKey } from './testing/gate-key.js';
import { openIdentityProvider, type IdentityProvider } from './testing/identity-provider.js';
import { LocalFeed } from './testing/local-feed.js';

const PASSWORD = 'correct horse battery';
const ORIGIN = 'http://yrd.localhost:4000';
const REDIRECT = `${ORIGIN}/signed-in`;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What the realms we make allow with codes, refresh tokens and assertions: the template must ask for it, and the provider keep it. */
describe('sessions, against the provider', () => {
  let issuer: IdentityProvider;
  let cluster: IdentityAdmin;
  let gates: GateClients;
  let yrd: Tenant;
  let kansai: Tenant;
  const authenticator = anAuthenticator();

  beforeAll(async () => {
    issuer = await openIdentityProvider();
    cluster = new IdentityAdmin(issuer.config);
    const admin = cluster;
    const accounts = new StaffAccounts(admin);
    const realms = new RealmProvisioner(admin, issuer.config);
    gates = new GateClients(admin, new Revocations(new LocalFeed(), systemClock));
    yrd = aTenant('yrd', issuer.url);
    kansai = aTenant('kansai', issuer.url);
    for (const tenant of [yrd, kansai]) {
      await realms.converge(tenant, [ORIGIN]);
      const subject = await accounts.converge(tenant, aMember({ username: 'admin', roles: ['bureau-admin'] }));
      await accounts.setPassword(tenant, subject, new Secret(PASSWORD), 'lasting');
    }
  }, 120_000);
  afterAll(() => issuer.close());

  const at = ({ issuer: { realm } }: Tenant) => ({ issuerUrl: issuer.url, realm });
  const asking = (tenant: Tenant) => ({
    ...at(tenant),
    clientId: 'portal',
    redirectUri: REDIRECT,
    username: 'admin',
    password: PASSWORD,
  });
  const refreshed = (tenant: Tenant, refresh_token: string) =>
    requestToken(at(tenant), { grant_type: 'refresh_token', client_id: 'portal', refresh_token });

  async function aCode(): Promise<{ code: string; verifier: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    return { code: await authorizationCode(asking(yrd), challenge), verifier };
  }

  function exchanged(code: string, verifier: Readonly<Record<string, string>>) {
    const fields = { grant_type: 'authorization_code', client_id: 'portal', redirect_uri: REDIRECT, code };
    return requestToken(at(yrd), { ...fields, ...verifier });
  }

  /** Where the provider's front door sends a browser that asks with this, and with what status. */
  async function sent(changed: Readonly<Record<string, string | undefined>>): Promise<{ status: number; to: string }> {
    const usual: Readonly<Record<string, string | undefined>> = {
      response_type: 'code',
      client_id: 'portal',
      redirect_uri: REDIRECT,
      scope: 'openid',
      state: 'a-state',
      code_challenge: createHash('sha256').update('x'.repeat(43)).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const url = protocolUrl(at(yrd), 'auth');
    for (const [name, value] of Object.entries({ ...usual, ...changed })) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const answer = await localFetch(url, {});
    return { status: answer.status, to: answer.headers.get('location') ?? '' };
  }

  it("[S11] takes a person's ID and refresh tokens for nobody, as the provider gives them beside the access token", async () => {
    const { code, verifier } = await aCode();
    const given = await exchanged(code, { code_verifier: verifier });
    await expect(authenticator.authenticate(yrd, `Bearer ${given.access_token}`)).resolves.toMatchObject({
      username: 'admin',
    });
    for (const token of [given.id_token ?? '', given.refresh_token ?? '']) {
      expect(token).not.toBe('');
      await expect(authenticator.authenticate(yrd, `Bearer ${token}`)).rejects.toBeInstanceOf(TokenRefused);
    }
  });

  (process.env.KEYCLOAK_URL ? it : it.skip)(
    "[S19] takes a realm's new key, and its old one as long as it is listed, on a real Keycloak",
    async () => {
      const { realm } = kansai.issuer;
      const master = <T>(work: (cluster: KeycloakAdminClient) => Promise<T>) => cluster.askCluster(issuer.url, work);
      // Longer than a withdrawn key may live, so that it is the key that ends the token.
      await master((keycloak) => keycloak.realms.update({ realm }, { accessTokenLifespan: 1_800 }));
      const signedIn = async () => `Bearer ${(await signIn(asking(kansai))).accessToken}`;
      const admitted = (token: string) => authenticator.authenticate(kansai, token);
      const old = await signedIn();
      await expect(admitted(old)).resolves.toMatchObject({ username: 'admin' });
      await master(async (keycloak) => {
        const { id: parentId = '' } = (await keycloak.realms.findOne({ realm })) ?? {};
        const config = { priority: ['1000'], enabled: ['true'], active: ['true'], algorithm: ['RS256'] };
        const provider = { providerId: 'rsa-generated', providerType: 'org.keycloak.keys.KeyProvider' };
        await keycloak.components.create({ realm, name: 'rotated', parentId, ...provider, config });
      });
      const next = await signedIn();
      expect(kidOf(next)).not.toBe(kidOf(old));
      // Keys are asked for at most every thirty seconds, however many come with one that is not known.
      await afterwards(31_000, async () => {
        for (const token of [next, old]) await expect(admitted(token)).resolves.toMatchObject({ username: 'admin' });
      });
      await master(async (keycloak) => {
        const keys = await keycloak.components.find({ realm, type: 'org.keycloak.keys.KeyProvider' });
        const before = keys.filter(({ providerId, name }) => providerId === 'rsa-generated' && name !== 'rotated');
        for (const { id = '' } of before) await keycloak.components.del({ realm, id });
      });
      await afterwards(640_000, async () => {
        await expect(admitted(old)).rejects.toMatchObject({ reason: 'unknown key' });
        await expect(admitted(next)).resolves.toMatchObject({ username: 'admin' });
      });
    },
  );

  it('[S33] takes a refresh token once; used again, it takes its whole family with it', async () => {
    const { refreshToken } = await signIn(asking(yrd));
    const { refresh_token: next = '' } = await refreshed(yrd, refreshToken);
    await expect(refreshed(yrd, refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(refreshed(yrd, next)).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it("[S34] takes no refresh token of another tenant's realm", async () => {
    const { refreshToken } = await signIn(asking(yrd));
    await expect(refreshed(kansai, refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(refreshed(yrd, refreshToken)).resolves.toBeDefined();
  });

  it('[S37] takes a code once, with the verifier it was asked for with', async () => {
    const first = await aCode();
    await expect(exchanged(first.code, { code_verifier: 'y'.repeat(43) })).rejects.toMatchObject({
      code: 'invalid_grant',
    });
    const unproved = await aCode();
    await expect(exchanged(unproved.code, {})).rejects.toMatchObject({ code: 'invalid_grant' });
    const { code, verifier } = await aCode();
    await expect(exchanged(code, { code_verifier: verifier })).resolves.toBeDefined();
    await expect(exchanged(code, { code_verifier: verifier })).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it('[S37] starts no sign-in without PKCE, nor with the plain kind', async () => {
    const bare = await sent({ code_challenge: undefined, code_challenge_method: undefined });
    expect(bare.to).toContain('error=invalid_request');
    const plain = await sent({ code_challenge_method: 'plain' });
    expect(plain.to).toContain('error=invalid_request');
  });

  it('[S38] sends a browser to no other address than the registered one', async () => {
    const others = [
      `${REDIRECT}/more`,
      `${REDIRECT}.evil.example`,
      'http://yrd.localhost:4000@evil.example/signed-in',
      'https://yrd.localhost:4000/signed-in',
      'http://yrd.localhost:4001/signed-in',
      'javascript:alert(1)',
      `${REDIRECT}/../elsewhere`,
      ORIGIN,
    ];
    for (const redirect_uri of others) {
      const { status, to } = await sent({ redirect_uri });
      expect({ redirect_uri, status, to }).toEqual({ redirect_uri, status: 400, to: '' });
    }
  });

  it("[S43] takes a gate's assertion once", async () => {
    const key = aGateKey();
    await gates.register(yrd, 'gate-north', key.jwk, ['wuzhen']);
    const client_assertion = clientAssertion({ ...at(yrd), clientId: 'gate-north', ...key });
    const fields = {
      grant_type: 'client_credentials',
      client_id: 'gate-north',
      client_assertion_type: ASSERTION,
      client_assertion,
    };
    const { access_token } = await requestToken(at(yrd), fields);
    await expect(authenticator.authenticate(yrd, `Bearer ${access_token}`)).resolves.toMatchObject({
      roles: ['gate-operator'],
      attractionIds: ['wuzhen'],
    });
    await expect(requestToken(at(yrd), fields)).rejects.toMatchObject({
      status: 400 + Number(!process.env.KEYCLOAK_URL),
    });
  });

  it('[S47] lets nobody edit what their tokens say of their tenant', async () => {
    const { accessToken } = await signIn(asking(yrd));
    const account = await localFetch(new URL(`${issuer.url}/realms/${yrd.issuer.realm}/account`), {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ attributes: { tenant_id: [kansai.id], attraction_ids: ['xitang'] } }),
    });
    // Keycloak takes the request and leaves out what is not theirs to write; the embedded issuer has no such page.
    expect(account.status).toBe(process.env.KEYCLOAK_URL ? 204 : 404);
    const again = await signIn(asking(yrd));
    const principal = await authenticator.authenticate(yrd, `Bearer ${again.accessToken}`);
    expect(principal.attractionIds).toEqual([]);
    await expect(authenticator.authenticate(kansai, `Bearer ${again.accessToken}`)).rejects.toThrow();
  });
});

function kidOf(bearer: string): unknown {
  const [head = ''] = bearer.replace('Bearer ', '').split('.');
  return (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid?: unknown }).kid;
}

/** What holds so much later, for whatever reads the clock meanwhile. */
async function afterwards(ms: number, work: () => Promise<void>): Promise<void> {
  const now = Date.now.bind(Date);
  const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
  await work().finally(() => {
    later.mockRestore();
  });
}
