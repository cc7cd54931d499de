import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { localFetch } from '../http/local-fetch.js';
import type { Listening } from '../http/loopback-server.js';
import { clientToken } from '../sign-in/client-token.js';
import { signIn } from '../sign-in/sign-in.js';
import {
  adminClient,
  aGateKey,
  aRealmName,
  claimsOf,
  issuerUnderTest,
  PASSWORD,
  REDIRECT,
  tenantRealm,
} from './issuer.fixtures.js';

// A Keycloak takes seconds to make and remove a realm where it has little of the machine.
jest.setTimeout(90_000);

describe('admin API', () => {
  let issuer: Listening;
  let admin: KeycloakAdminClient;
  const realm = aRealmName('yrd');

  beforeAll(async () => {
    issuer = await issuerUnderTest();
    await (await adminClient(issuer.url)).realms.create(tenantRealm(realm, 'tenant-1', aGateKey().jwks));
  });
  // A token knows only the realms there were when it was issued, and on Keycloak it lives for a minute.
  beforeEach(async () => {
    admin = await adminClient(issuer.url);
  });
  afterAll(() => issuer.close());

  const status = async (call: Promise<unknown>) =>
    call.then(
      () => 0,
      (error: unknown) => (error as { response: Response }).response.status,
    );

  it('shows, changes and removes a realm', async () => {
    const passing = aRealmName('short-lived');
    await admin.realms.create({ realm: passing, enabled: true, attributes: { digest: 'a' } });
    admin = await adminClient(issuer.url);
    await admin.realms.update({ realm: passing }, { displayName: 'Now named' });
    expect(await admin.realms.findOne({ realm: passing })).toMatchObject({
      displayName: 'Now named',
      accessTokenLifespan: 300,
      attributes: { digest: 'a' },
    });
    await admin.realms.del({ realm: passing });
    expect(await admin.realms.findOne({ realm: passing })).toBeNull();
  });

  it('answers a duplicate with 409 and the message Keycloak’s clients read', async () => {
    await expect(admin.realms.create({ realm })).rejects.toThrow(`Realm ${realm} already exists`);
    await expect(admin.users.create({ realm, username: 'Alice' })).rejects.toThrow('User exists with same username');
    await expect(admin.clients.create({ realm, clientId: 'portal' })).rejects.toThrow('Client portal already exists');
    expect(await status(admin.clients.create({ realm, clientId: 'portal' }))).toBe(409);
  });

  it('answers the unknown with 404 and the impossible with 400', async () => {
    expect(await status(admin.users.update({ realm, id: 'nobody' }, { enabled: true }))).toBe(404);
    expect(await status(admin.users.find({ realm: 'nowhere' }))).toBe(404);
    expect(await status(admin.realms.create({ realm: '../etc' }))).toBe(400);
    expect(
      await status(admin.realms.create({ realm: 'big', displayName: 'x'.repeat(2_000_000) })),
    ).toBeGreaterThanOrEqual(400);
  });

  it('keeps a person’s life: found, promoted, given a password, disabled, removed', async () => {
    const { id } = await admin.users.create({
      realm,
      username: 'carol',
      enabled: true,
      firstName: 'Carol',
      lastName: 'Li',
      email: 'carol@yrd.example',
    });
    expect(await admin.users.find({ realm, username: 'carol', exact: true })).toEqual([
      expect.objectContaining({ id, email: 'carol@yrd.example' }),
    ]);
    await admin.users.resetPassword({ realm, id, credential: { type: 'password', value: PASSWORD, temporary: false } });
    const role = await admin.roles.findOneByName({ realm, name: 'bureau-admin' });
    const roles = [{ id: role?.id ?? '', name: 'bureau-admin' }];
    await admin.users.addRealmRoleMappings({ realm, id, roles });
    const me = {
      issuerUrl: issuer.url,
      realm,
      clientId: 'portal',
      redirectUri: REDIRECT,
      username: 'carol',
      password: PASSWORD,
    };
    expect(claimsOf((await signIn(me)).accessToken)).toMatchObject({
      realm_access: { roles: expect.arrayContaining(['bureau-admin']) },
    });
    await admin.users.delRealmRoleMappings({ realm, id, roles });
    expect(await admin.users.listRealmRoleMappings({ realm, id })).not.toContainEqual(
      expect.objectContaining({ name: 'bureau-admin' }),
    );
    await admin.users.update({ realm, id }, { enabled: false });
    await expect(signIn(me)).rejects.toThrow(`carol cannot sign in to ${realm}: `);
    await admin.users.del({ realm, id });
    expect(await admin.users.findOne({ realm, id })).toBeNull();
  });

  it('never shows a password or its hash', async () => {
    const [alice] = await admin.users.find({ realm, username: 'alice' });
    const shown = await admin.users.findOne({ realm, id: alice?.id ?? '' });
    expect(shown).not.toHaveProperty('passwordHash');
    expect(shown).not.toHaveProperty('credentials');
  });

  it('adds a machine with a secret of the server’s making and roles on its account', async () => {
    const { id } = await admin.clients.create({
      realm,
      clientId: 'ota-new',
      serviceAccountsEnabled: true,
      standardFlowEnabled: false,
    });
    const { value: clientSecret = '' } = await admin.clients.getClientSecret({ realm, id });
    const account = await admin.clients.getServiceAccountUser({ realm, id });
    const role = await admin.roles.findOneByName({ realm, name: 'ota-partner' });
    await admin.users.addRealmRoleMappings({
      realm,
      id: account.id ?? '',
      roles: [{ id: role?.id ?? '', name: 'ota-partner' }],
    });
    const request = { issuerUrl: issuer.url, realm, clientId: 'ota-new', clientSecret };
    expect(claimsOf((await clientToken(request)).accessToken)).toMatchObject({
      aud: 'account',
      realm_access: { roles: expect.arrayContaining(['ota-partner']) },
    });
    await admin.clients.update({ realm, id }, { secret: 'rotated' });
    await expect(clientToken(request)).rejects.toMatchObject({ status: 401 });
    await admin.clients.update({ realm, id }, { enabled: false });
    await expect(clientToken({ ...request, clientSecret: 'rotated' })).rejects.toMatchObject({ status: 401 });
    expect(await admin.clients.find({ realm, clientId: 'ota-new' })).toHaveLength(1);
  });

  it('lets nobody in without an admin token, nor with a tenant’s', async () => {
    const ask = async (token?: string) =>
      (
        await localFetch(`${issuer.url}/admin/realms/${realm}/users`, {
          headers: token ? { authorization: `Bearer ${token}` } : {},
        })
      ).status;
    expect(await ask()).toBe(401);
    expect(await ask('a.b.c')).toBe(401);
    const { accessToken } = await clientToken({
      issuerUrl: issuer.url,
      realm,
      clientId: 'ota-west',
      clientSecret: 'west-secret',
    });
    expect(await ask(accessToken)).toBe(403);
  });

  it('lets a realm’s own administrator work at home and nowhere else', async () => {
    const home = aRealmName('home');
    await admin.realms.create({
      realm: home,
      enabled: true,
      clients: [{ clientId: 'keeper', secret: 'keeper-secret', serviceAccountsEnabled: true }],
      users: [
        {
          username: 'service-account-keeper',
          enabled: true,
          serviceAccountClientId: 'keeper',
          clientRoles: { 'realm-management': ['realm-admin'] },
        },
      ],
    });
    const { accessToken } = await clientToken({
      issuerUrl: issuer.url,
      realm: home,
      clientId: 'keeper',
      clientSecret: 'keeper-secret',
    });
    const ask = async (path: string) =>
      (await localFetch(`${issuer.url}/admin/realms${path}`, { headers: { authorization: `Bearer ${accessToken}` } }))
        .status;
    expect(await ask(`/${home}/users`)).toBe(200);
    expect(await ask(`/${realm}/users`)).toBe(403);
  });

  it('lets a realm’s administrator do what their duty is and nothing else', async () => {
    const partly = aRealmName('partly');
    const keeper = { clientId: 'keeper', secret: 'keeper-secret', serviceAccountsEnabled: true };
    await admin.realms.create({ realm: partly, enabled: true, clients: [keeper] });
    const master = await adminClient(issuer.url);
    const [client] = await master.clients.find({ realm: partly, clientId: 'keeper' });
    const account = await master.clients.getServiceAccountUser({ realm: partly, id: client?.id ?? '' });
    const [management] = await master.clients.find({ realm: partly, clientId: 'realm-management' });
    const offered = await master.clients.listRoles({ realm: partly, id: management?.id ?? '' });
    const roles = offered.flatMap(({ id, name }) => (id && name === 'manage-users' ? [{ id, name }] : []));
    const mapping = { realm: partly, id: account.id ?? '', clientUniqueId: management?.id ?? '' };
    await master.users.addClientRoleMappings({ ...mapping, roles });
    expect(await master.users.listClientRoleMappings(mapping)).toMatchObject([{ name: 'manage-users' }]);
    const request = { issuerUrl: issuer.url, realm: partly, clientId: 'keeper', clientSecret: 'keeper-secret' };
    const { accessToken } = await clientToken(request);
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
      const sent = body ? { body: JSON.stringify(body) } : {};
      return (await localFetch(`${issuer.url}/admin/realms/${partly}${path}`, { method, headers, ...sent })).status;
    };
    expect(await ask('POST', '/users', { username: 'somebody', enabled: true })).toBe(201);
    expect(await ask('POST', '/clients', { clientId: 'another' })).toBe(403);
    expect(await ask('POST', '/roles', { name: 'another' })).toBe(403);
    expect(await ask('PUT', '', { displayName: 'Another' })).toBe(403);
    expect(await ask('PUT', '/users/profile', { attributes: [] })).toBe(403);
  });

  it('stops a realm that is disabled', async () => {
    const closed = aRealmName('closed');
    await admin.realms.create({
      realm: closed,
      enabled: false,
      clients: [{ clientId: 'c', secret: 's', serviceAccountsEnabled: true }],
    });
    await expect(
      clientToken({ issuerUrl: issuer.url, realm: closed, clientId: 'c', clientSecret: 's' }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it('tells the application when it signs a person out', async () => {
    const received: string[] = [];
    const application = createServer(
      (req, res) => void req.on('data', (chunk: Buffer) => received.push(chunk.toString())).on('end', () => res.end()),
    );
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    const { port } = application.address() as AddressInfo;
    const [portal] = await admin.clients.find({ realm, clientId: 'portal' });
    const attributes = {
      'backchannel.logout.url': `http://127.0.0.1:${port}/backchannel-logout`,
      'backchannel.logout.session.required': 'true',
    };
    await admin.clients.update({ realm, id: portal?.id ?? '' }, { attributes });
    const { accessToken } = await signIn({
      issuerUrl: issuer.url,
      realm,
      clientId: 'portal',
      redirectUri: REDIRECT,
      username: 'alice',
      password: PASSWORD,
    });
    const { sub, sid } = claimsOf(accessToken);
    await admin.users.logout({ realm, id: String(sub) });
    application.close();
    const token = new URLSearchParams(received.join('')).get('logout_token') ?? '';
    expect(claimsOf(token)).toMatchObject({
      aud: 'portal',
      sub,
      sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
  });
});
