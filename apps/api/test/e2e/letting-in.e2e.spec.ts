import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { setTimeout as pause } from 'node:timers/promises';

import { signIn } from '../../../../tools/sandbox/index.js';
import { ControlDesk, newcomer, OPERATION, TENANT } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import { origin } from './provisioning.fixtures.js';

const PASSWORD =
  '__typename ... on AdministratorPassword { temporaryPassword } ... on Failure { code } ... on InvalidInput { field limit }';
const TEMPORARY = /^[\w-]{16}$/;

let desk: ControlDesk;
beforeAll(async () => {
  desk = await ControlDesk.open();
}, 120_000);
afterAll(() => desk.close(), 60_000);

const issued = (input: object) =>
  desk.command<{ code?: string; temporaryPassword?: string | null }>('issueAdministratorPassword', input, PASSWORD);
const issue = () => ({ slug: 'yrd', username: 'admin', idempotencyKey: newId(), reason: newId() });

/** Who gave a password, as the operators and as the authority itself have it. */
async function recorded(reason: string): Promise<[number, number]> {
  const platform = await desk.platform.controlRows('SELECT FROM platform.audit_entry WHERE reason = $1', [reason]);
  return [
    platform.length,
    (await desk.platform.rows('yrd', 'SELECT FROM audit_entry WHERE reason = $1', [reason])).length,
  ];
}

describe("an administrator's password", () => {
  it('is told once, and recorded with the operators and with the authority', async () => {
    const asked = issue();
    expect(await issued(asked)).toMatchObject({ temporaryPassword: expect.stringMatching(TEMPORARY) });
    expect(await issued(asked)).toMatchObject({ temporaryPassword: null });
    expect(await recorded(asked.reason)).toEqual([1, 1]);
  });

  it('is for an administrator: for anybody else the refusal stands however often it is asked for, and nothing is recorded', async () => {
    for (const username of ['nobody', 'finance']) {
      const asked = { ...issue(), username };
      expect(await issued(asked)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
      expect(await issued(asked)).toMatchObject({ code: 'STAFF_NOT_FOUND' });
      expect(await recorded(asked.reason)).toEqual([0, 0]);
    }
  });

  it('may have a reason of 500 characters, as every act of an operator, and none longer', async () => {
    const reason = 'x'.repeat(500);
    expect(await issued({ ...issue(), reason })).toMatchObject({ temporaryPassword: expect.any(String) });
    expect(await recorded(reason)).toEqual([1, 1]);
    expect(await issued({ ...issue(), reason: `${reason}x` })).toMatchObject({ field: 'reason', limit: '500' });
  });

  it('is given on the command line too', async () => {
    const asked = ['issue-administrator-password', 'yrd', '--admin', 'admin'];
    const reason = newId();
    expect(await desk.platform.tenantVerb(...asked, '--reason', reason)).toEqual({
      username: 'admin',
      temporaryPassword: expect.stringMatching(TEMPORARY),
    });
    expect(await recorded(reason)).toEqual([1, 1]);
    await expect(desk.platform.tenantVerb(...asked)).rejects.toThrow('ended with 1');
  }, 60_000);
});

describe('the command line', () => {
  const verb = (...words: string[]) => desk.platform.tenantVerb<object[]>(...words);
  const why = ['--reason', 'spec'];

  it('lists cells, and what operators did and had done, as their door does', async () => {
    expect(await verb('cells')).toContainEqual(expect.objectContaining({ id: 'cell-1', state: 'open' }));
    const { id } = await desk.command('exportTenant', { slug: 'yrd', reason: 'a copy' }, OPERATION);
    await desk.ended(id);
    const asked = { actor: 'op', reason: 'a copy' };
    expect(await verb('log', 'yrd')).toContainEqual(expect.objectContaining({ action: 'tenant.export', ...asked }));
    const operations = await verb('operations', 'yrd');
    expect(operations).toMatchObject([{ id, kind: 'export', state: 'succeeded', ...asked }]);
    expect(operations[0]).not.toHaveProperty('input');
    expect(await verb('operations', 'kansai')).toEqual([]);
  }, 60_000);

  it('lists, as the door does, the hosts that are claimed and have still to be proved', async () => {
    const host = 'tickets.example.cn';
    const added = await desk.platform.tenantVerb<{ publish: object }>('add-host', 'yrd', '--host', host, ...why);
    expect(await verb('list')).toContainEqual(
      expect.objectContaining({ slug: 'yrd', claims: [expect.objectContaining({ host })] }),
    );
    const query = '{ tenant(slug: "yrd") { hosts claims { host verified publish { record txt } } } }';
    expect((await desk.control.ask(query, {}, desk.operator)).data).toEqual({
      tenant: { hosts: ['yrd.localhost'], claims: [{ host, verified: false, publish: added.publish }] },
    });
  }, 60_000);
});

describe('what operators do to an authority', () => {
  const LOG = '{ platformLog(first: 50) { nodes { actorName action reason before after } } }';
  const seenBy = async (slug: 'yrd' | 'kansai', who: 'auditor' | 'admin' | 'manager') =>
    (await desk.platform.ask(slug, LOG, {}, await desk.platform.token(slug, who))).body;

  it('is read by its own auditors with who and why, and by nobody of another authority', async () => {
    const reason = `their letter to ${newId()}@example.com`;
    const of = (command: string, more: object = {}) =>
      desk.command(command, { slug: 'kansai', reason, ...more }, TENANT);
    await of('suspendTenant');
    await of('resumeTenant');
    await of('renameTenant', { name: { zh: '近畿', en: 'Kinki' } });
    await of('setPlanLimits', { staff: 50 });
    await desk.ended((await desk.command('exportTenant', { slug: 'kansai', reason }, OPERATION)).id);
    await passes(async () => expect((await desk.at('kansai.localhost')).status).toBe(200));
    const { data } = await seenBy('kansai', 'admin');
    const acts = (data as unknown as { platformLog: { nodes: { reason: string }[] } }).platformLog.nodes;
    expect(acts.filter((act) => act.reason === reason)).toMatchObject([
      { actorName: 'op', action: 'tenant.export', before: null },
      { actorName: 'op', action: 'tenant.setLimits', after: expect.stringContaining('"staff":50') },
      { actorName: 'op', action: 'tenant.rename', after: expect.stringContaining('"en":"Kinki"') },
      { actorName: 'op', action: 'tenant.resume', before: '"suspended"', after: '"active"' },
      { actorName: 'op', action: 'tenant.suspend', before: '"active"', after: '"suspended"' },
    ]);
    const masked = JSON.stringify(await seenBy('kansai', 'auditor'));
    expect(masked).toContain('their letter to');
    expect(masked).not.toContain(reason);
    expect(JSON.stringify(await seenBy('yrd', 'auditor'))).not.toContain('Kinki');
    expect((await seenBy('kansai', 'manager')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }, 60_000);
});

describe('a restored authority', () => {
  it('lets its staff in at its new realm, each as they were: an administrator first, the others as the worker gets to them', async () => {
    const { archive } =
      (await desk.ended((await desk.command('exportTenant', { slug: 'kansai' }, OPERATION)).id)).result ?? {};
    const { slug } = newcomer();
    await desk.ended((await desk.command('restoreTenant', { slug, archive }, OPERATION)).id);
    expect(await issued({ ...issue(), slug })).toMatchObject({ temporaryPassword: expect.stringMatching(TEMPORARY) });
    desk.platform.startWorker();
    const admin = await signedIn(slug, 'admin');
    expect(await asked(slug, admin, '{ me { username roles } }')).toEqual({
      me: { username: 'admin', roles: ['bureau-admin'] },
    });
    await passes(async () =>
      expect(await asked(slug, admin, '{ staff(search: "finance") { nodes { username pending } } }')).toEqual({
        staff: { nodes: [{ username: 'finance', pending: false }] },
      }),
    );
    expect(await asked(slug, await signedIn(slug, 'finance'), '{ me { roles } }')).toEqual({
      me: { roles: ['finance'] },
    });
  }, 60_000);

  async function signedIn(slug: string, username: string): Promise<string> {
    const password = await desk.choosePassword(slug, username);
    // A token of the very second in which the password was made does not count.
    await pause(1_100);
    const client = { clientId: 'portal', redirectUri: `${origin(slug)}/signed-in` };
    const who = { issuerUrl: desk.platform.issuer.url, realm: slug, username, password };
    return (await signIn({ ...who, ...client })).accessToken;
  }

  async function asked(slug: string, token: string, query: string): Promise<unknown> {
    const asking = desk.at(`${slug}.localhost`).set('authorization', `Bearer ${token}`);
    return ((await asking.send({ query })).body as { data?: unknown }).data;
  }
});

describe('while the identity provider is away', () => {
  it('no password is given, none is recorded, and a repeat is told so again', async () => {
    await desk.platform.issuer.close();
    const asked = issue();
    expect(await issued(asked)).toMatchObject({ code: 'IDENTITY_PROVIDER_AWAY' });
    expect(await issued(asked)).toMatchObject({ code: 'IDENTITY_PROVIDER_AWAY' });
    expect(await recorded(asked.reason)).toEqual([0, 0]);
  });
});
