import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Platform } from './platform.fixtures.js';

const PAGE = '<!doctype html><title>portal</title>';
const CSV = [
  'code,name_zh,name_en,level,city,category,latitude,longitude,list_price_cny,daily_capacity,opens,closes,timed_entry',
  'wuzhen,乌镇,Wuzhen,5A,Jiaxing,water_town,30.74,120.49,150,20000,09:00,22:00,false',
].join('\n');
const IMPORT = `mutation ($input: ImportAttractionsInput!) { importAttractions(input: $input) {
  __typename ... on AttractionImport { created } ... on ImportRejected { errorCount } ... on Failure { code } } }`;

describe('the platform, over HTTP', () => {
  let platform: Platform;
  let portal: string;
  beforeAll(async () => {
    portal = await mkdtemp(join(tmpdir(), 'lianpiao-portal-'));
    await mkdir(join(portal, 'assets'));
    await writeFile(join(portal, 'index.html'), PAGE);
    platform = await Platform.start({ env: { PORTAL_DIST: portal } });
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
    await rm(portal, { recursive: true });
  }, 60_000);

  function file(text: string, idempotencyKey: string) {
    return { input: { fileBase64: Buffer.from(text).toString('base64'), dryRun: false, idempotencyKey } };
  }

  it('says that it lives and is ready, on any host', async () => {
    for (const host of ['yrd.localhost', '10.0.0.7', 'other.example']) {
      expect((await platform.get('/health/live', host)).status).toBe(200);
      expect((await platform.get('/health/ready', host)).body).toMatchObject({ status: 'ok', database: true });
    }
  });

  it('shows each host its own storefront', async () => {
    const query = '{ storefront { slug currency } me { username roles } }';
    expect((await platform.ask('yrd', query)).body.data).toEqual({
      storefront: { slug: 'yrd', currency: 'CNY' },
      me: { username: 'visitor', roles: ['visitor'] },
    });
    expect((await platform.ask('kansai', query)).body.data).toMatchObject({
      storefront: { slug: 'kansai', currency: 'JPY' },
    });
    expect((await platform.get('/', 'other.localhost')).text).toBe(
      '{"errors":[{"message":"NOT_FOUND","extensions":{"code":"NOT_FOUND"}}]}',
    );
  });

  it('knows who signed in', async () => {
    const token = await platform.token('yrd', 'admin');
    expect((await platform.ask('yrd', '{ me { username roles } }', {}, token)).body.data).toEqual({
      me: { username: 'admin', roles: ['bureau-admin'] },
    });
  });

  it('[S07] refuses a token of one tenant at another, and of nobody anywhere', async () => {
    const token = await platform.token('yrd', 'admin');
    expect((await platform.ask('kansai', '{ me { username } }', {}, token)).status).toBe(401);
    expect((await platform.ask('yrd', '{ me { username } }', {}, `${token}x`)).status).toBe(401);
  });

  it('lets a bureau import attractions, once for one key, and shows them to visitors of that tenant only', async () => {
    const token = await platform.token('yrd', 'admin');
    const list = '{ attractions { nodes { code name { zh } } pageInfo { hasNextPage } } }';
    for (let times = 0; times < 2; times += 1) {
      const answer = await platform.ask('yrd', IMPORT, file(CSV, 'import-key-1'), token);
      expect(answer.body).toEqual({ data: { importAttractions: { __typename: 'AttractionImport', created: 1 } } });
    }
    const again = await platform.ask('yrd', IMPORT, file(`${CSV}\n`, 'import-key-1'), token);
    expect(again.body.data).toMatchObject({ importAttractions: { __typename: 'IdempotencyKeyReused' } });
    expect((await platform.ask('yrd', list)).body.data).toMatchObject({
      attractions: { nodes: [{ code: 'wuzhen', name: { zh: '乌镇' } }] },
    });
    expect((await platform.ask('kansai', list)).body.data).toMatchObject({ attractions: { nodes: [] } });
  });

  it('answers a bad file and a bad key as data', async () => {
    const token = await platform.token('yrd', 'admin');
    const bad = await platform.ask('yrd', IMPORT, file(`${CSV}\nx,,,,,,,,,,,,`, 'import-key-2'), token);
    expect(bad.body.data).toMatchObject({ importAttractions: { __typename: 'ImportRejected' } });
    const short = await platform.ask('yrd', IMPORT, file(CSV, 'short'), token);
    expect(short.body.data).toMatchObject({ importAttractions: { __typename: 'InvalidInput', code: 'INVALID_INPUT' } });
  });

  it('refuses commands to visitors, auditors and the wrong office', async () => {
    const close = 'mutation { closeDay(input: { idempotencyKey: "close-key-1" }) { __typename } }';
    const code = async (answer: ReturnType<Platform['ask']>) => (await answer).body.errors?.[0]?.extensions.code;
    expect(await code(platform.ask('yrd', IMPORT, file(CSV, 'import-key-3')))).toBe('UNAUTHENTICATED');
    expect(
      await code(platform.ask('yrd', IMPORT, file(CSV, 'import-key-3'), await platform.token('yrd', 'auditor'))),
    ).toBe('FORBIDDEN');
    expect(await code(platform.ask('yrd', close, {}, await platform.token('yrd', 'admin')))).toBe('FORBIDDEN');
    expect(await code(platform.ask('yrd', close, {}, await platform.token('yrd', 'finance')))).toBeUndefined();
  });

  it('[S35] opens no socket, with or without a token', async () => {
    const token = await platform.token('yrd', 'admin');
    for (const authorization of [undefined, `Bearer ${token}`, 'Bearer x.y.z']) {
      const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
      const key = { 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', 'sec-websocket-protocol': 'graphql-transport-ws' };
      const answer = await platform
        .get('/graphql')
        .set({ ...headers, ...key, ...(authorization && { authorization }) });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('[S40] has no route of keycloak-connect', async () => {
    for (const path of ['/k_logout', '/k_push_not_before', '/logout', '/k_query_bearer_token'])
      expect((await platform.get(path)).status).toBe(404);
  });

  describe('what is not there', () => {
    const NOT_FOUND = '{"errors":[{"message":"NOT_FOUND","extensions":{"code":"NOT_FOUND"}}]}';
    const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const doors = ['/graphql/x', '/gate', '/gate/v1/x', '/identity/x', '/webhooks/x', '/health/x', '/assets/x.js'];

    it.each([...doors, '/favicon.ico', '/orders/x.js'])('%s is no page, whatever the browser accepts', async (path) => {
      const { status, type, text } = await platform.get(path).set('accept', HTML);
      expect([status, type, text]).toEqual([404, 'application/json', NOT_FOUND]);
    });

    it.each(['/nonsense', '/orders/1', '/'])('%s is no page for whom accepts JSON, or anything', async (path) => {
      for (const accept of ['application/json', '*/*', '']) {
        const { status, type, text } = await platform.get(path).set('accept', accept);
        expect([status, type, text]).toEqual([404, 'application/json', NOT_FOUND]);
      }
    });

    it.each([...doors, '/nonsense', '/'])('%s takes nothing', async (path) => {
      const { status, text } = await platform.post(path, {}, { accept: HTML });
      expect([status, text]).toEqual([404, NOT_FOUND]);
    });

    it.each(['/', '/orders/1', '/products/pass', '/nonsense?x=.js'])('%s is a page for a browser', async (path) => {
      const { status, type, text, headers } = await platform.get(path).set('accept', HTML);
      expect([status, type, text]).toEqual([200, 'text/html', PAGE]);
      expect(headers['content-security-policy']).toContain(
        `connect-src 'self' ${new URL(platform.issuer.url).origin};`,
      );
      expect(headers['content-security-policy']).not.toContain('unsafe');
    });
  });

  it('serves the explorer from its own disk', async () => {
    const page = await platform.get('/explorer/');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[^']+';/);
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    const scripts = [...page.text.matchAll(/src="([^"]+)"/g)].map(
      ([, src]) => new URL(src ?? '', 'http://yrd.localhost/explorer/').pathname,
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) expect((await platform.get(path)).status).toBe(200);
  });

  it('ends in good order when it is asked to', async () => {
    const underWay = platform.ask('yrd', '{ storefront { slug } }');
    expect((await underWay).status).toBe(200);
    expect(await platform.end()).toBe(0);
    await expect(platform.get('/health/live')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('forgets its tenants when it is told to, and leaves nothing of them on the server', async () => {
    expect(await platform.reset()).toEqual([]);
  });
});
