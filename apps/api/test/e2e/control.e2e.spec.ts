import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';

import { signIn } from '../../../../tools/sandbox/index.js';
import { ControlDesk, newcomer, OPERATION, TENANT } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import { origin } from './provisioning.fixtures.js';

const HOST = '__typename ... on TenantHost { host verified publish { record txt } } ... on Failure { code }';

let desk: ControlDesk;
beforeAll(async () => {
  desk = await ControlDesk.open();
}, 120_000);
afterAll(() => desk.close(), 60_000);

describe("the operators' door", () => {
  it('lets in operators only, and serves nothing of tenants', async () => {
    const tenants = '{ tenants { nodes { slug state cell hosts migration } } }';
    expect((await desk.control.ask(tenants, {})).status).toBe(401);
    expect((await desk.control.ask(tenants, {}, await desk.platform.token('yrd', 'admin'))).status).toBe(401);
    const { data } = await desk.control.ask<{ tenants: { nodes: object[] } }>(tenants, {}, desk.operator);
    expect(data.tenants.nodes).toMatchObject([
      { slug: 'kansai', state: 'ACTIVE', hosts: ['kansai.localhost'] },
      { slug: 'yrd', state: 'ACTIVE', cell: 'cell-1' },
    ]);
    const asked = await desk.control.ask('{ storefront { slug } }', {}, desk.operator);
    expect(asked.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    for (const path of ['/gate/v1/redeem', '/webhooks/payments/sandbox', '/identity/backchannel-logout/x', '/'])
      expect((await request(desk.control.url).get(path)).status).toBe(404);
  });

  it('[S29] is where an operator’s token ends: a tenant’s host refuses it', async () => {
    expect((await desk.at('yrd.localhost').set('authorization', `Bearer ${desk.operator}`)).status).toBe(401);
  });
});

describe('provisioning', () => {
  it('brings an authority into being, whose first administrator then signs in', async () => {
    const wanted = newcomer();
    const { id, __typename } = await desk.command('provisionTenant', wanted, OPERATION);
    expect(__typename).toBe('Operation');
    const host = `${wanted.slug}.localhost`;
    expect(await desk.ended(id)).toMatchObject({
      state: 'SUCCEEDED',
      result: { host },
      steps: ['schema', 'seeds', 'realm', 'host', 'active'].map((name) => ({ name })),
    });
    expect((await desk.at(host)).body).toMatchObject({ data: { storefront: { slug: wanted.slug } } });
    const issue = { slug: wanted.slug, username: 'first', idempotencyKey: newId() };
    const answer = '__typename ... on AdministratorPassword { temporaryPassword } ... on Failure { code }';
    expect(await desk.command('issueAdministratorPassword', issue, answer)).toMatchObject({
      temporaryPassword: expect.stringMatching(/^[\w-]{16}$/),
    });
    expect(await desk.command('issueAdministratorPassword', issue, answer)).toMatchObject({ temporaryPassword: null });
    const password = await desk.choosePassword(wanted.slug, 'first');
    await pause(1_100);
    const { accessToken } = await signIn({
      ...{
        issuerUrl: desk.platform.issuer.url,
        realm: wanted.slug,
        clientId: 'portal',
        username: 'first',
        password,
      },
      redirectUri: `${origin(wanted.slug)}/signed-in`,
    });
    const log = await desk
      .at(host)
      .set('authorization', `Bearer ${accessToken}`)
      .send({ query: '{ me { username roles } auditLog { nodes { action actorName } } }' });
    expect(log.body).toMatchObject({
      data: {
        me: { username: 'first', roles: ['bureau-admin'] },
        auditLog: { nodes: [{ action: 'identity.issueAdministratorPassword', actorName: 'op' }] },
      },
    });
  });

  it('is one operation for one key, and refused for a slug that is taken', async () => {
    const keyed = { ...newcomer(), idempotencyKey: newId() };
    const first = await desk.command('provisionTenant', keyed, OPERATION);
    expect((await desk.command('provisionTenant', keyed, OPERATION)).id).toBe(first.id);
    const other = { ...keyed, currency: 'JPY' };
    expect((await desk.command('provisionTenant', other, OPERATION)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    await desk.ended(first.id);
    expect((await desk.command('provisionTenant', { ...keyed, idempotencyKey: newId() }, OPERATION)).code).toBe(
      'SLUG_TAKEN',
    );
    expect((await desk.command('provisionTenant', { ...newcomer(), slug: 'yrd' }, OPERATION)).code).toBe('SLUG_TAKEN');
  });

  it.each(['../x', 'a/b', 'a%2fb', '${env.X}', 'master', 'platform', '', 'A', '-a', 'а', 'x'.repeat(300), "a'; --"])(
    '[S24] refuses the slug %j',
    async (slug) => {
      const answer = await desk.command('provisionTenant', { ...newcomer(), slug }, OPERATION);
      expect(answer).toMatchObject({ __typename: 'InvalidInput', field: 'slug' });
    },
  );

  it.each([
    ['currency', { currency: 'XXXX' }],
    ['timeZone', { timeZone: 'Mars/Base' }],
    ['accentColor', { accentColor: 'red;}' }],
    ['name.zh', { name: { zh: ' ', en: 'x' } }],
    ['email', { administrator: { ...newcomer().administrator, email: 'nobody' } }],
    ['reason', { reason: ' ' }],
  ])('names the field it does not accept: %s', async (field, bad) => {
    expect(await desk.command('provisionTenant', { ...newcomer(), ...bad }, OPERATION)).toMatchObject({ field });
  });

  it('leaves alone a realm that is not of its making, and says so', async () => {
    const wanted = newcomer();
    const admin = await desk.issuerAdmin();
    await admin.realms.create({ realm: wanted.slug, enabled: true, displayName: 'of somebody else' });
    const { id } = await desk.command('provisionTenant', wanted, OPERATION);
    expect(await desk.ended(id)).toMatchObject({ state: 'FAILED', failure: { code: 'REALM_TAKEN' } });
    expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(404);
    expect(await admin.realms.findOne({ realm: wanted.slug })).toMatchObject({ displayName: 'of somebody else' });
    // Once that is out of the way, the same again goes on.
    await admin.realms.del({ realm: wanted.slug });
    const again = await desk.command('provisionTenant', wanted, OPERATION);
    expect(await desk.ended(again.id)).toMatchObject({ state: 'SUCCEEDED' });
  });
});

describe('a tenant', () => {
  it('[S26] is refused at once when it is suspended, and served again when it is resumed', async () => {
    expect(await desk.command('suspendTenant', { slug: 'yrd' }, TENANT)).toMatchObject({ state: 'SUSPENDED' });
    const since = performance.now();
    await passes(async () => expect((await desk.at('yrd.localhost')).status).toBe(403));
    expect(performance.now() - since).toBeLessThan(2_000);
    expect((await desk.at('kansai.localhost')).status).toBe(200);
    await desk.command('resumeTenant', { slug: 'yrd' }, TENANT);
    await passes(async () => expect((await desk.at('yrd.localhost')).status).toBe(200));
  });

  it('is renamed on its own pages', async () => {
    const name = { zh: '江南', en: 'Jiangnan' };
    expect(await desk.command('renameTenant', { slug: 'yrd', name }, TENANT)).toMatchObject({
      name: { en: 'Jiangnan' },
    });
    const query = { query: '{ storefront { name { zh } } }' };
    await passes(async () =>
      expect((await desk.at('yrd.localhost').send(query)).body).toMatchObject({
        data: { storefront: { name: { zh: '江南' } } },
      }),
    );
  });

  it('is refused what goes over its plan, alone', async () => {
    const limited = await desk.command('setPlanLimits', { slug: 'kansai', requestsPerSecond: 3 }, TENANT);
    expect(limited).toMatchObject({ limits: { requestsPerSecond: 3 } });
    await passes(async () => {
      const statuses = await Promise.all(
        Array.from({ length: 12 }, async () => (await desk.at('kansai.localhost')).status),
      );
      expect(statuses).toContain(429);
    });
    expect((await desk.at('yrd.localhost')).status).toBe(200);
    const lifted = await desk.command('setPlanLimits', { slug: 'kansai', requestsPerSecond: null }, TENANT);
    expect(lifted).toMatchObject({ limits: { requestsPerSecond: null } });
  });

  it('is reached at a host of its own as soon as that is proven, and people are sent back there', async () => {
    const host = `tickets-${newId().slice(-8)}.localhost`;
    expect(await desk.command('addTenantHost', { slug: 'yrd', host }, HOST)).toMatchObject({
      verified: true,
      publish: null,
    });
    await passes(async () =>
      expect((await desk.at(host)).body).toMatchObject({ data: { storefront: { slug: 'yrd' } } }),
    );
    const { accessToken } = await signIn({
      ...{ issuerUrl: desk.platform.issuer.url, realm: 'yrd', clientId: 'portal' },
      ...{ username: 'admin', password: 'correct horse battery', redirectUri: `http://${host}:4000/signed-in` },
    });
    expect(accessToken).toBeDefined();
    const taken = await desk.command('addTenantHost', { slug: 'kansai', host }, HOST);
    expect(taken).toMatchObject({ __typename: 'HostInUse' });
    const claimed = await desk.command('addTenantHost', { slug: 'yrd', host: 'tickets.example.cn' }, HOST);
    expect(claimed).toMatchObject({ verified: false, publish: { record: '_lianpiao.tickets.example.cn' } });
    expect((await desk.at('tickets.example.cn')).status).toBe(404);
    const REMOVED = '__typename ... on TenantHostRemoved { host } ... on Failure { code }';
    expect(await desk.command('removeTenantHost', { slug: 'yrd', host }, REMOVED)).toMatchObject({ host });
    await passes(async () => expect((await desk.at(host)).status).toBe(404));
    expect(await desk.command('removeTenantHost', { slug: 'yrd', host: 'yrd.localhost' }, REMOVED)).toMatchObject({
      code: 'LAST_HOST',
    });
  });

  it.each([
    'unknown.localhost',
    '127.0.0.1',
    '[::1]',
    'yrd.localhost.',
    'yrd.localhost.evil.example',
    'yrd．localhost',
  ])('[S23] is not behind the host %j', async (host) => {
    const answer = await desk.at(encodeURI(host)).set('x-forwarded-host', 'yrd.localhost');
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('yrd');
  });

  it('[S23] is behind its host in any case and at any port', async () => {
    for (const host of ['YRD.localhost', 'yrd.localhost:65535']) expect((await desk.at(host)).status).toBe(200);
  });

  it('has all that was done to it in the log of operators, with who and why', async () => {
    const query = '{ operatorLog(slug: "yrd", first: 100) { nodes { actor action reason before after } } }';
    const { data } = await desk.control.ask<{ operatorLog: { nodes: { action: string; actor: string }[] } }>(
      query,
      {},
      desk.operator,
    );
    const acts = data.operatorLog.nodes;
    expect(acts.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'tenant.suspend',
        'tenant.resume',
        'tenant.rename',
        'tenant.addHost',
        'tenant.removeHost',
      ]),
    );
    expect(new Set(acts.map(({ actor }) => actor))).toEqual(new Set(['op']));
    expect(JSON.stringify(acts)).not.toContain('lianpiao-');
  });
});

describe('what is kept of a command', () => {
  /** All that the platform's own tables have of it. */
  async function kept(): Promise<string> {
    const rows = await desk.platform.controlRows<{ row: string }>(
      'SELECT o::text AS row FROM platform.operation o UNION ALL SELECT a::text FROM platform.audit_entry a',
    );
    return rows.map(({ row }) => row).join('\n');
  }

  it('is not whom a tenant employs, once the operation has ended, well or not', async () => {
    const administrator = { username: 'zhang', displayName: '张三丰', email: 'zhang@example.cn' };
    const keyed = { ...newcomer(), administrator, idempotencyKey: newId() };
    const { id } = await desk.command('provisionTenant', keyed, OPERATION);
    expect(await desk.ended(id)).toMatchObject({ state: 'SUCCEEDED' });
    const failing = { ...newcomer(), administrator };
    await (await desk.issuerAdmin()).realms.create({ realm: failing.slug, enabled: true });
    const failed = await desk.command('provisionTenant', failing, OPERATION);
    expect(await desk.ended(failed.id)).toMatchObject({ state: 'FAILED' });
    expect(await kept()).not.toMatch(/张三丰|zhang@example/);
    expect(await desk.command('provisionTenant', keyed, OPERATION)).toMatchObject({ id, state: 'SUCCEEDED' });
  });

  it('is not the token that proves a domain, which a repeat is told all the same', async () => {
    const keyed = { slug: 'kansai', host: `${newId()}.example.jp`, idempotencyKey: newId() };
    interface Claimed {
      readonly publish: { readonly txt: string };
    }
    const first = await desk.command<Claimed>('addTenantHost', keyed, HOST);
    expect(first.publish.txt).toMatch(/^lianpiao-/);
    expect(await desk.command<Claimed>('addTenantHost', keyed, HOST)).toEqual(first);
    expect(await kept()).not.toContain(first.publish.txt);
  });
});

describe('tables that are behind', () => {
  it('refuse one tenant alone with 503 until it is migrated, and a start where nobody could be served', async () => {
    const newest = `(SELECT max(number) FROM platform.tenant_migration)`;
    const behind = `DELETE FROM platform.tenant_migration m USING platform.tenant t
      WHERE m.tenant_id = t.tenant_id AND m.number = ${newest}`;
    await desk.platform.changeDirectory(`${behind} AND t.slug = 'yrd'`);
    await passes(async () => {
      const answer = await desk.at('yrd.localhost');
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '10']);
      expect(answer.body).toMatchObject({ errors: [{ message: 'TENANT_UPGRADING' }] });
    });
    expect((await desk.at('kansai.localhost')).status).toBe(200);
    await desk.platform.changeDirectory(behind);
    await expect(desk.platform.startNode()).rejects.toThrow('ended with 1 before it listened');
    expect(await desk.platform.migrate()).toMatch(/tenants up to date: \d+ \(0 migrations applied\)/);
    await passes(async () => expect((await desk.at('yrd.localhost')).status).toBe(200));
    await desk.platform.controlRows('ALTER TABLE platform.schema_migration RENAME TO hidden');
    await desk.platform.controlRows('CREATE TABLE platform.schema_migration AS SELECT * FROM platform.hidden LIMIT 1');
    await desk.platform.controlRows('GRANT SELECT ON platform.schema_migration TO lianpiao_directory');
    await expect(desk.platform.startNode()).rejects.toThrow('ended with 1 before it listened');
  }, 90_000);
});
