import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import request from 'supertest';
import { setTimeout as pause } from 'node:timers/promises';

import { ControlDesk } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import { LogoutRelay } from './logout-relay.fixtures.js';
import type { Control } from './platform.fixtures.js';

const OPERATOR =
  '__typename ... on Operator { username state pending } ... on Failure { code } ... on InvalidInput { field }';
const OPERATORS = '{ operators(first: 100) { nodes { username email state pending } } }';

let relay: LogoutRelay;
let desk: ControlDesk;
let second: Control;
beforeAll(async () => {
  relay = await LogoutRelay.open();
  desk = await ControlDesk.open({ CONTROL_BACKCHANNEL_BASE_URL: relay.url });
  relay.target = desk.control.url;
  second = await desk.platform.startControl();
}, 120_000);
afterAll(async () => {
  await desk.close();
  await relay.close();
}, 60_000);

/** Another operator, signed in. */
async function another(): Promise<{ username: string; token: string }> {
  const username = `o${newId().slice(-12)}`;
  return { username, token: await desk.letIn(username) };
}

async function statusAt(door: Control, token: string): Promise<number> {
  return (await door.ask('{ cells { id } }', {}, token)).status;
}

/** Milliseconds until the token is refused at the door; gives up after six seconds. */
async function refusedAfter(door: Control, token: string): Promise<number> {
  const since = performance.now();
  while ((await statusAt(door, token)) !== 401 && performance.now() - since < 6_000) await pause(20);
  return performance.now() - since;
}

async function listed(username: string): Promise<object | undefined> {
  const { data } = await desk.control.ask<{ operators: { nodes: { username: string }[] } }>(
    OPERATORS,
    {},
    desk.operator,
  );
  return data.operators.nodes.find((operator) => operator.username === username);
}

async function logOutAtProvider(username: string): Promise<void> {
  const admin = await desk.issuerAdmin();
  const [user] = await admin.users.find({ realm: 'platform', username, exact: true });
  await admin.users.logout({ realm: 'platform', id: user?.id ?? '' });
}

describe('operators, over HTTP', () => {
  it('are listed for one another, and for nobody else', async () => {
    const { username } = await another();
    const email = `${username}@example.com`;
    expect(await listed(username)).toEqual({ username, email, state: 'ACTIVE', pending: false });
    expect((await desk.control.ask(OPERATORS, {})).status).toBe(401);
    expect((await desk.control.ask(OPERATORS, {}, await desk.platform.token('yrd', 'admin'))).status).toBe(401);
  });

  it('[S32] are out at every door the moment they are locked out, and in again when they are let in', async () => {
    const { username, token } = await another();
    expect([await statusAt(desk.control, token), await statusAt(second, token)]).toEqual([200, 200]);
    const out = await desk.command('disableOperator', { username }, OPERATOR);
    expect(out).toEqual({ __typename: 'Operator', username, state: 'DISABLED', pending: false });
    expect([await statusAt(desk.control, token), await statusAt(second, token)]).toEqual([401, 401]);
    await expect(desk.signIn(username)).rejects.toThrow('cannot sign in');
    expect(await desk.command('enableOperator', { username }, OPERATOR)).toMatchObject({ state: 'ACTIVE' });
    await pause(1_100);
    expect([await statusAt(second, await desk.signIn(username)), await statusAt(second, token)]).toEqual([200, 401]);
  });

  it('are nobody without a row, whatever their token says', async () => {
    const { username, token } = await another();
    await desk.platform.controlRows('DELETE FROM platform.operator WHERE username = $1', [username]);
    expect([await statusAt(desk.control, token), await statusAt(second, token)]).toEqual([401, 401]);
  });

  it('are locked out at the provider as soon as it can be told', async () => {
    const { username } = await another();
    const untold = `UPDATE platform.operator SET state = 'disabled', version = version + 1 WHERE username = $1`;
    await desk.platform.controlRows(untold, [username]);
    expect(await listed(username)).toMatchObject({ state: 'DISABLED', pending: true });
    await passes(async () => expect(await listed(username)).toMatchObject({ state: 'DISABLED', pending: false }));
    await expect(desk.signIn(username)).rejects.toThrow('cannot sign in');
  }, 30_000);

  it('neither lock themselves out, nor somebody there is not, nor anybody without a reason', async () => {
    const { username } = await another();
    const refused = (input: object) => desk.command('disableOperator', input, OPERATOR);
    expect(await refused({ username: 'op' })).toMatchObject({ code: 'OWN_ACCOUNT' });
    expect(await refused({ username: 'nobody' })).toMatchObject({ code: 'OPERATOR_UNKNOWN' });
    expect(await refused({ username, reason: ' ' })).toMatchObject({ field: 'reason' });
    expect(await listed(username)).toMatchObject({ state: 'ACTIVE' });
  });

  it('do one thing for one key', async () => {
    const input = { username: (await another()).username, idempotencyKey: newId() };
    expect(await desk.command('disableOperator', input, OPERATOR)).toMatchObject({ state: 'DISABLED' });
    await desk.command('enableOperator', { username: input.username }, OPERATOR);
    expect(await desk.command('disableOperator', input, OPERATOR)).toMatchObject({ state: 'ACTIVE' });
    const other = { ...input, reason: 'another' };
    expect(await desk.command('disableOperator', other, OPERATOR)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('are listed, locked out and let in on the command line too; all of it is in their log', async () => {
    const { username, token } = await another();
    const verb = (...words: string[]) => desk.platform.tenantVerb(...words);
    const why = ['--reason', 'left the company'];
    expect(await verb('disable-operator', username, ...why)).toEqual({ username, state: 'disabled', pending: false });
    expect(await refusedAfter(desk.control, token)).toBeLessThan(5_000);
    expect(await verb('operators')).toContainEqual(expect.objectContaining({ username, state: 'disabled' }));
    expect(await verb('enable-operator', username, ...why)).toMatchObject({ state: 'active' });
    await expect(verb('disable-operator', username)).rejects.toThrow('ended with 1');
    const log = `{ operatorLog(slug: "operator:${username}") { nodes { action reason before after } } }`;
    const { data } = await desk.control.ask<{ operatorLog: { nodes: object[] } }>(log, {}, desk.operator);
    expect(data.operatorLog.nodes).toMatchObject([
      { action: 'operator.enable', reason: 'left the company', before: '"disabled"', after: '"active"' },
      { action: 'operator.disable', before: '"active"', after: '"disabled"' },
      { action: 'operator.keep', reason: 'spec' },
    ]);
  }, 30_000);
});

describe("operators' sessions that ended at the provider", () => {
  it('[S30] end their tokens within five seconds at every door', async () => {
    const { username, token } = await another();
    await logOutAtProvider(username);
    expect(await refusedAfter(desk.control, token)).toBeLessThan(5_000);
    expect(await refusedAfter(second, token)).toBeLessThan(5_000);
    await pause(1_100);
    const next = await desk.signIn(username);
    const { path, body } = relay.passed.at(-1) ?? { path: '', body: '' };
    expect(await relay.send(path, body)).toBe(204);
    expect(await statusAt(desk.control, next)).toBe(200);
  });

  it('[S31] are not ended by a forged report, nor by that of a tenant, nor by none, nor at the door of tenants', async () => {
    const { username } = await another();
    await logOutAtProvider(username);
    const { path, body } = relay.passed.at(-1) ?? { path: '', body: '' };
    const token = new URLSearchParams(body).get('logout_token') ?? '';
    const [head = '', claims = '', signature = ''] = token.split('.');
    const altered = Buffer.from(claims, 'base64url')
      .toString()
      .replace(/"sid":"[^"]*"/, '"sid":"another"');
    const send = (where: string, logoutToken?: string) =>
      relay.send(where, logoutToken === undefined ? '' : new URLSearchParams({ logout_token: logoutToken }).toString());
    expect(await send(path, `${head}.${Buffer.from(altered).toString('base64url')}.${signature}`)).toBe(400);
    expect(await send(path)).toBe(400);
    expect(await send(path, desk.operator)).toBe(400);
    const { tenantId } = await desk.platform.placeOf('yrd');
    expect(await send(path.replace(/[^/]+$/, tenantId), token)).toBe(404);
    expect((await request(desk.control.url).get(path)).status).toBe(404);
    expect((await request(desk.platform.url).post(path).type('form').send(body)).status).toBe(404);
  });
});
