import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { newId } from '@lianpiao/kernel';
import request from 'supertest';
import { setTimeout as pause } from 'node:timers/promises';

import { signIn } from '../../../../tools/sandbox/index.js';
import type { StaffName } from './authorities.fixtures.js';
import { LogoutRelay } from './logout-relay.fixtures.js';
import { Platform } from './platform.fixtures.js';
import { ADMIN_SECRET, origin } from './provisioning.fixtures.js';

const INVITE = `mutation ($input: InviteStaffInput!) { inviteStaff(input: $input) { __typename
  ... on StaffMemberWithPassword { temporaryPassword member { id username roles state pending } }
  ... on InvalidInput { field rule } ... on Failure { code } } }`;
const DISABLE = `mutation ($input: DisableStaffInput!) { disableStaff(input: $input) { __typename
  ... on StaffMember { state pending } ... on Failure { code } } }`;
const ME = '{ me { username } }';
const OTHER_PASSWORD = 'chosen by the member';

let relay: LogoutRelay;
let platform: Platform;
let secondNode: string;
beforeAll(async () => {
  relay = await LogoutRelay.open();
  platform = await Platform.start({ env: { BACKCHANNEL_BASE_URL: relay.url } });
  relay.target = platform.url;
  secondNode = await platform.startNode();
}, 120_000);
afterAll(async () => {
  await platform.stop();
  await relay.close();
}, 60_000);

async function issuerAdmin(): Promise<KeycloakAdminClient> {
  const admin = new KeycloakAdminClient({ baseUrl: platform.issuer.url, realmName: 'master' });
  await admin.auth({ grantType: 'client_credentials', clientId: 'provisioner', clientSecret: ADMIN_SECRET });
  return admin;
}

async function hired() {
  const username = `m${newId().slice(-12)}`;
  const names = { username, displayName: '王小明', email: `${username}@example.com` };
  const input = { idempotencyKey: newId(), ...names, roles: ['finance'], attractionCodes: [] };
  const { body } = await platform.ask('yrd', INVITE, { input }, await platform.token('yrd', 'admin'));
  const answer = body.data?.inviteStaff as
    { temporaryPassword: string; member: { id: string; username: string } } | undefined;
  if (!answer) throw new Error(JSON.stringify(body));
  return answer;
}

/** What the member does at the first sign-in, which is a page of the provider's. */
async function choosePassword(username: string): Promise<void> {
  const admin = await issuerAdmin();
  const [user] = await admin.users.find({ realm: 'yrd', username, exact: true });
  const credential = { type: 'password', value: OTHER_PASSWORD, temporary: false };
  await admin.users.resetPassword({ realm: 'yrd', id: user?.id ?? '', credential });
  // A token of the very second in which the password was made does not count.
  await pause(1_100);
}

async function tokenOf(username: string, password = OTHER_PASSWORD): Promise<string> {
  const client = { clientId: 'portal', redirectUri: `${origin('yrd')}/signed-in` };
  const { accessToken } = await signIn({ issuerUrl: platform.issuer.url, realm: 'yrd', ...client, username, password });
  return accessToken;
}

async function statusAt(node: string, token: string): Promise<number> {
  const asking = request(node).post('/graphql').set('host', 'yrd.localhost').set('authorization', `Bearer ${token}`);
  return (await asking.send({ query: ME })).status;
}

/** Milliseconds until the token is refused at the node; gives up after five seconds. */
async function refusedAfter(node: string, token: string): Promise<number> {
  const since = performance.now();
  while ((await statusAt(node, token)) !== 401 && performance.now() - since < 6_000) await pause(20);
  return performance.now() - since;
}

describe('staff, over HTTP', () => {
  it('is taken on with a password that only opens the door to a new one', async () => {
    const { member, temporaryPassword } = await hired();
    expect(member).toMatchObject({ roles: ['finance'], state: 'ACTIVE', pending: false });
    await expect(tokenOf(member.username, temporaryPassword)).rejects.toThrow('cannot sign in');
    await choosePassword(member.username);
    expect(await statusAt(platform.url, await tokenOf(member.username))).toBe(200);
  });

  it('[S32] is out at every node the moment it is locked out', async () => {
    const { member } = await hired();
    await choosePassword(member.username);
    const token = await tokenOf(member.username);
    expect([await statusAt(platform.url, token), await statusAt(secondNode, token)]).toEqual([200, 200]);
    const input = { idempotencyKey: newId(), id: member.id, reason: 'left the bureau' };
    const { body } = await platform.ask('yrd', DISABLE, { input }, await platform.token('yrd', 'admin'));
    expect(body.data).toMatchObject({ disableStaff: { state: 'DISABLED', pending: false } });
    expect(await statusAt(platform.url, token)).toBe(401);
    expect(await refusedAfter(secondNode, token)).toBeLessThan(5_000);
    await expect(tokenOf(member.username)).rejects.toThrow('cannot sign in');
  });

  it('is read by auditors masked, and leaves a trail that is masked for whoever does not manage staff', async () => {
    const { member } = await hired();
    const seenBy = async (who: StaffName, query: string) => {
      const { body } = await platform.ask('yrd', query, {}, await platform.token('yrd', who));
      return body.data;
    };
    const staff = `{ staff(search: "${member.username}") { nodes { username displayName email } } }`;
    const email = `${member.username}@example.com`;
    const [whole, masked] = [
      { displayName: '王小明', email },
      { displayName: '王***', email: 'm***@example.com' },
    ];
    const { username } = member;
    expect(await seenBy('admin', staff)).toEqual({ staff: { nodes: [{ username, ...whole }] } });
    expect(await seenBy('auditor', staff)).toEqual({ staff: { nodes: [{ username, ...masked }] } });
    const trail = `{ auditLog(subjectId: "${username}") { nodes { actorName changes { field after } } } }`;
    const told = (facts: object) => {
      const changes = expect.arrayContaining(Object.entries(facts).map(([field, after]) => ({ field, after })));
      return { auditLog: { nodes: [{ actorName: 'admin', changes }] } };
    };
    expect(await seenBy('admin', trail)).toEqual(told(whole));
    for (const who of ['auditor', 'finance'] as const) {
      expect(await seenBy(who, trail)).toEqual(told(masked));
      expect(JSON.stringify(await seenBy(who, trail))).not.toMatch(`${email}|王小明`);
    }
  });
});

describe('sessions that ended at the provider', () => {
  async function loggedOut(): Promise<string> {
    const { member } = await hired();
    await choosePassword(member.username);
    const token = await tokenOf(member.username);
    expect(await statusAt(platform.url, token)).toBe(200);
    const admin = await issuerAdmin();
    const [user] = await admin.users.find({ realm: 'yrd', username: member.username, exact: true });
    await admin.users.logout({ realm: 'yrd', id: user?.id ?? '' });
    return token;
  }

  it('[S30] end their tokens within five seconds on every node', async () => {
    const token = await loggedOut();
    expect(await refusedAfter(platform.url, token)).toBeLessThan(5_000);
    expect(await refusedAfter(secondNode, token)).toBeLessThan(5_000);
  });

  it('[S31] are not ended by a forged report, nor by that of another realm, nor by none', async () => {
    await loggedOut();
    const { path, body } = relay.passed.at(-1) ?? { path: '', body: '' };
    const token = new URLSearchParams(body).get('logout_token') ?? '';
    const [head = '', claims = '', signature = ''] = token.split('.');
    const altered = Buffer.from(claims, 'base64url')
      .toString()
      .replace(/"sid":"[^"]*"/, '"sid":"another"');
    const kansai = (await platform.placeOf('kansai')).tenantId;
    const send = (where: string, logoutToken?: string) =>
      relay.send(where, logoutToken === undefined ? '' : new URLSearchParams({ logout_token: logoutToken }).toString());
    expect(await send(path, `${head}.${Buffer.from(altered).toString('base64url')}.${signature}`)).toBe(400);
    expect(await send(path.replace(/[^/]+$/, kansai), token)).toBe(400);
    expect(await send(path.replace(/[^/]+$/, newId()), token)).toBe(404);
    expect(await send(path)).toBe(400);
    expect(await send(path, 'a.b.c')).toBe(400);
  });

  it('[S31] are ended once: the same report, sent again, ends nothing that began later', async () => {
    const { member } = await hired();
    await choosePassword(member.username);
    const token = await tokenOf(member.username);
    const admin = await issuerAdmin();
    const [user] = await admin.users.find({ realm: 'yrd', username: member.username, exact: true });
    await admin.users.logout({ realm: 'yrd', id: user?.id ?? '' });
    expect(await refusedAfter(platform.url, token)).toBeLessThan(5_000);
    const { path, body } = relay.passed.at(-1) ?? { path: '', body: '' };
    await pause(1_100);
    const next = await tokenOf(member.username);
    expect(await relay.send(path, body)).toBe(204);
    expect(await statusAt(platform.url, next)).toBe(200);
  });
});
