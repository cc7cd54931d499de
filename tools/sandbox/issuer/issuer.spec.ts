import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { localFetch } from '../http/local-fetch.js';
import type { Listening } from '../http/loopback-server.js';
import { clientAssertion, clientToken, keyedClientToken } from '../sign-in/client-token.js';
import { authorizationCode, signIn } from '../sign-in/sign-in.js';
import { requestToken } from '../sign-in/token-request.js';
import {
  ADMIN_SECRET,
  adminClient,
  aGateKey,
  aRealmName,
  claimsOf,
  embeddedIt,
  issuerUnderTest,
  PASSWORD,
  REDIRECT,
  tenantRealm,
} from './issuer.fixtures.js';
import { startIssuer } from './start-issuer.js';

const YRD = aRealmName('yrd');
const HARBOUR = aRealmName('harbour');

describe('issuer', () => {
  let issuer: Listening;
  const gateKey = aGateKey();
  const inRealm = (realm: string) => ({ issuerUrl: issuer.url, realm });
  const alice = (realm = YRD) => ({
    ...inRealm(realm),
    clientId: 'portal',
    redirectUri: REDIRECT,
    username: 'alice',
    password: PASSWORD,
  });

  beforeAll(async () => {
    issuer = await issuerUnderTest();
    const admin = await adminClient(issuer.url);
    await admin.realms.create(tenantRealm(YRD, 'tenant-1', gateKey.jwks));
    await admin.realms.create(tenantRealm(HARBOUR, 'tenant-2', gateKey.jwks, 'another-secret'));
  }, 60_000);
  afterAll(() => issuer.close(), 60_000);

  describe('a person', () => {
    it('signs in with code and PKCE and gets the claims Keycloak would issue', async () => {
      const { accessToken, refreshToken, expiresIn } = await signIn(alice());
      // Keycloak counts from when it began to answer.
      expect([299, 300]).toContain(expiresIn);
      expect(refreshToken).not.toBe('');
      const claims = claimsOf(accessToken);
      expect(claims).toMatchObject({
        iss: `${issuer.url}/realms/${YRD}`,
        azp: 'portal',
        typ: 'Bearer',
        tenant_id: 'tenant-1',
        attraction_ids: ['WUZHEN', 'XITANG'],
        preferred_username: 'alice',
        realm_access: { roles: ['bureau-admin'] },
        sid: expect.any(String),
        jti: expect.any(String),
      });
      expect([claims.aud].flat()).toContain('api');
      expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    });

    it('is told that the password is wrong', async () => {
      await expect(signIn({ ...alice(), password: 'wrong' })).rejects.toThrow('Invalid username or password.');
    });

    it('is told the same when there is no such person', async () => {
      await expect(signIn({ ...alice(), username: 'mallory' })).rejects.toThrow('Invalid username or password.');
    });

    embeddedIt('sees the page in Chinese when the browser asks for it', async () => {
      const challenge = createHash('sha256').update('x'.repeat(43)).digest('base64url');
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: 'portal',
        redirect_uri: REDIRECT,
        scope: 'openid',
        code_challenge: challenge,
        code_challenge_method: 'S256',
      });
      const start = await localFetch(`${issuer.url}/realms/${YRD}/protocol/openid-connect/auth?${query.toString()}`);
      const cookie = start.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const page = await localFetch(new URL(start.headers.get('location') ?? '', issuer.url), {
        headers: { cookie, 'accept-language': 'zh-CN,zh;q=0.9' },
      });
      const text = await page.text();
      expect(text).toContain('<html lang="zh-Hans">');
      expect(text).toContain('用户名');
      expect(text).toContain(`Realm ${YRD}`);
    });
  });

  describe('a code', () => {
    const exchange = async (code: string, verifier: string) =>
      requestToken(inRealm(YRD), {
        grant_type: 'authorization_code',
        client_id: 'portal',
        redirect_uri: REDIRECT,
        code,
        code_verifier: verifier,
      });
    const aCode = async () => {
      const verifier = randomBytes(32).toString('base64url');
      return {
        verifier,
        code: await authorizationCode(alice(), createHash('sha256').update(verifier).digest('base64url')),
      };
    };

    it('[S37] is worth nothing with another verifier', async () => {
      const { code } = await aCode();
      await expect(exchange(code, randomBytes(32).toString('base64url'))).rejects.toMatchObject({
        code: 'invalid_grant',
      });
    });

    it('is exchanged from the portal’s own pages only', async () => {
      const from = (origin: string) =>
        localFetch(`${issuer.url}/realms/${YRD}/protocol/openid-connect/token`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
      expect((await from('http://yrd.localhost:4000')).headers.get('access-control-allow-origin')).toBe(
        'http://yrd.localhost:4000',
      );
      const { code, verifier } = await aCode();
      const fields = {
        grant_type: 'authorization_code',
        client_id: 'portal',
        redirect_uri: REDIRECT,
        code,
        code_verifier: verifier,
      };
      const foreign = await localFetch(`${issuer.url}/realms/${YRD}/protocol/openid-connect/token`, {
        method: 'POST',
        headers: { origin: 'http://evil.example' },
        body: new URLSearchParams(fields),
      });
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('[S37] replayed, takes back what it gave', async () => {
      const { code, verifier } = await aCode();
      const first = await exchange(code, verifier);
      await expect(exchange(code, verifier)).rejects.toMatchObject({ code: 'invalid_grant' });
      const refresh = { grant_type: 'refresh_token', client_id: 'portal', refresh_token: first.refresh_token ?? '' };
      await expect(requestToken(inRealm(YRD), refresh)).rejects.toMatchObject({ code: 'invalid_grant' });
    });

    it('[S37] [S38] is not given to an address that is not registered, nor without PKCE', async () => {
      const ask = (query: Record<string, string>) =>
        localFetch(`${issuer.url}/realms/${YRD}/protocol/openid-connect/auth?${new URLSearchParams(query).toString()}`);
      const foreign = await ask({
        response_type: 'code',
        client_id: 'portal',
        redirect_uri: `${REDIRECT}.evil.example/`,
        scope: 'openid',
      });
      expect(foreign.headers.get('location')).toBeNull();
      const bare = await ask({ response_type: 'code', client_id: 'portal', redirect_uri: REDIRECT, scope: 'openid' });
      expect(bare.headers.get('location')).toContain('error=invalid_request');
    });
  });

  describe('a refresh token', () => {
    const refresh = (realm: string, token: string) =>
      requestToken(inRealm(realm), { grant_type: 'refresh_token', client_id: 'portal', refresh_token: token });

    it('gives a new access token', async () => {
      const { refreshToken } = await signIn(alice());
      expect(claimsOf((await refresh(YRD, refreshToken)).access_token)).toMatchObject({
        azp: 'portal',
        tenant_id: 'tenant-1',
      });
    });

    it('[S34] of one realm fails at the other', async () => {
      const { refreshToken } = await signIn(alice());
      await expect(refresh(HARBOUR, refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });
    });

    it('dies when the person is disabled', async () => {
      const admin = await adminClient(issuer.url);
      const id = (
        await admin.users.create({
          realm: HARBOUR,
          username: 'bob',
          enabled: true,
          credentials: [{ type: 'password', value: PASSWORD }],
        })
      ).id;
      const { refreshToken } = await signIn({ ...alice(HARBOUR), username: 'bob' });
      await admin.users.update({ realm: HARBOUR, id }, { enabled: false });
      await expect(refresh(HARBOUR, refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });
    });
  });

  describe('a machine', () => {
    const ota = () => ({ ...inRealm(YRD), clientId: 'ota-west', clientSecret: 'west-secret' });

    it('gets a token for its secret, in the form or in the header', async () => {
      const { accessToken } = await clientToken(ota());
      const claims = claimsOf(accessToken);
      expect(claims).toMatchObject({
        azp: 'ota-west',
        tenant_id: 'tenant-1',
        preferred_username: 'service-account-ota-west',
        realm_access: { roles: ['ota-partner'] },
      });
      expect([claims.aud].flat()).toContain('api');
      expect(claims).not.toHaveProperty('sid');
      const basic = await localFetch(`${issuer.url}/realms/${YRD}/protocol/openid-connect/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from('ota-west:west-secret').toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      expect(basic.status).toBe(200);
    });

    it('is refused with another secret, or at another realm', async () => {
      await expect(clientToken({ ...ota(), clientSecret: 'guess' })).rejects.toMatchObject({ status: 401 });
      await expect(clientToken({ ...ota(), ...inRealm(HARBOUR), clientSecret: 'west-secret' })).rejects.toMatchObject({
        status: 401,
      });
    });

    it('[S43] signs with its own key, once for each assertion', async () => {
      const gate = { ...inRealm(YRD), clientId: 'gate-1', privateKey: gateKey.privateKey, keyId: gateKey.keyId };
      expect(claimsOf((await keyedClientToken(gate)).accessToken)).toMatchObject({
        azp: 'gate-1',
        attraction_ids: ['WUZHEN'],
        realm_access: { roles: ['gate-operator'] },
      });
      const assertion = {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: clientAssertion(gate),
      };
      await requestToken(inRealm(YRD), assertion);
      await expect(requestToken(inRealm(YRD), assertion)).rejects.toMatchObject({ code: 'invalid_client' });
      await expect(keyedClientToken({ ...gate, privateKey: aGateKey().privateKey })).rejects.toMatchObject({
        code: 'invalid_client',
      });
    });
  });

  describe('an access token', () => {
    const post = (realm: string, path: string, form: Record<string, string>) =>
      localFetch(`${issuer.url}/realms/${realm}/protocol/openid-connect/${path}`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
    const credentials = { client_id: 'ota-west', client_secret: 'west-secret' };

    it('opens userinfo, in its own realm only', async () => {
      const { accessToken } = await signIn(alice());
      const ask = (realm: string) =>
        localFetch(`${issuer.url}/realms/${realm}/protocol/openid-connect/userinfo`, {
          headers: { authorization: `Bearer ${accessToken}` },
        });
      expect(await (await ask(YRD)).json()).toMatchObject({ preferred_username: 'alice' });
      expect((await ask(HARBOUR)).status).toBe(401);
    });

    embeddedIt('is active until its person is signed out', async () => {
      const { accessToken } = await signIn(alice());
      expect(await (await post(YRD, 'token/introspect', { ...credentials, token: accessToken })).json()).toMatchObject({
        active: true,
        azp: 'portal',
      });
      const admin = await adminClient(issuer.url);
      await admin.users.logout({ realm: YRD, id: String(claimsOf(accessToken).sub) });
      expect(await (await post(YRD, 'token/introspect', { ...credentials, token: accessToken })).json()).toEqual({
        active: false,
      });
    });

    it('is never shown to a caller without credentials', async () => {
      expect(
        (await post(YRD, 'token/introspect', { token: 'x', client_id: 'ota-west', client_secret: 'guess' })).status,
      ).toBe(401);
    });
  });

  embeddedIt('publishes Keycloak’s addresses, under its own name whatever Host says', async () => {
    const response = await localFetch(`${issuer.url}/realms/${YRD}/.well-known/openid-configuration`, {
      headers: { host: 'evil.example' },
    });
    const base = `${issuer.url}/realms/${YRD}/protocol/openid-connect`;
    expect(await response.json()).toMatchObject({
      issuer: `${issuer.url}/realms/${YRD}`,
      authorization_endpoint: `${base}/auth`,
      token_endpoint: `${base}/token`,
      jwks_uri: `${base}/certs`,
      userinfo_endpoint: `${base}/userinfo`,
      end_session_endpoint: `${base}/logout`,
      revocation_endpoint: `${base}/revoke`,
      introspection_endpoint: `${base}/token/introspect`,
    });
    const { keys } = (await (await localFetch(`${base}/certs`)).json()) as { keys: object[] };
    expect(keys).toEqual([expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig' })]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('knows no other realm', async () => {
    expect((await localFetch(`${issuer.url}/realms/other/protocol/openid-connect/certs`)).status).toBe(404);
    expect((await localFetch(`${issuer.url}/realms/..%2f${YRD}/protocol/openid-connect/certs`)).status).toBe(404);
  });

  it('[S49] refuses to start in production', async () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    await expect(startIssuer({ adminSecret: ADMIN_SECRET })).rejects.toThrow('refuses to start');
    process.env.NODE_ENV = before;
  });
});
