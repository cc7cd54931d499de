import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import request from 'supertest';

import { openRuntime, readConfig, type Runtime } from '../../src/app/runtime.js';
import { Market } from './market.fixtures.js';
import type { Caller } from './region.fixtures.js';

// What serves files is no part of a list, and Jest on Node 20 cannot load it.
jest.unstable_mockModule('../../src/app/static-pages.js', () => ({
  explorerPages: () => Promise.resolve(),
  portalPages: () => Promise.resolve(),
}));
const { createApp } = await import('../../src/app/create-app.js');

const NAME = 'name { zh en }';
const LISTS: readonly (readonly [list: string, who: Caller, fields: string])[] = [
  ['attractions', 'visitor', `code ${NAME} city { zh } gatePrice { minor }`],
  [
    'products',
    'visitor',
    `code attractions { code ${NAME} } options { code units { id price { minor } } } fromPrice { minor }`,
  ],
  [
    'orders',
    'finance',
    'id channel { code } lines { productName { zh } } payments { id } refunds { id } tickets { code attractions { code } visited { code } }',
  ],
  ['refunds', 'finance', 'id order { number lines { productCode } }'],
  ['redemptions', 'finance', 'id gateCode attraction { code }'],
  ['statements', 'finance', 'number attractionCode attractionName { zh } lines { nodes { kind } }'],
  ['settlementPeriods', 'finance', 'number'],
  ['salesChannels', 'finance', 'code'],
  ['staff', 'admin', 'username attractionCodes'],
  ['auditLog', 'admin', 'action changes { field }'],
  ['platformLog', 'admin', 'action reason'],
];

/** The API in this process, on the market's database: only here can the statements of one request be counted. */
describe('a page of a list', () => {
  let market: Market;
  let runtime: Runtime;
  let app: NestFastifyApplication;
  let url: string;
  const statements = jest.spyOn(pg.Client.prototype, 'query');
  beforeAll(async () => {
    market = await Market.open();
    const { yrd } = market;
    for (let times = 0; times < 2; times += 1) {
      const sold = await yrd.bought();
      await yrd.scan(sold.ticket.token, 'wuzhen-main');
      const { orderId, accessKey } = await yrd.bought();
      await yrd.region.done('visitor', 'refundOrder', { orderId, accessKey, reason: 'rain' });
      await yrd.region.partner(`partner-${times}`, 850_000, 1_000n);
      await yrd.region.books();
      await yrd.region.done('finance', 'closeDay', {});
    }
    await market.platform.controlRows(
      `INSERT INTO platform.audit_entry (id, subject, actor, action, reason)
       SELECT gen_random_uuid(), 'yrd', 'op', 'tenant.export', 'spec' FROM generate_series(1, 3)`,
    );
    runtime = await openRuntime('api', readConfig(market.platform.env));
    app = await createApp(runtime);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  }, 180_000);
  afterAll(async () => {
    await app.close();
    await runtime.close();
    await market.close();
  }, 60_000);

  async function page(list: string, who: Caller, fields: string, first: number) {
    const { region } = market.yrd;
    const token = await region.tokenOf(who);
    statements.mockClear();
    const asking = request(url).post('/graphql').set('host', market.platform.hostOf('yrd'));
    const query = `{ ${list}(first: ${first}) { nodes { ${fields} } } }`;
    const { body } = await (token ? asking.set('authorization', `Bearer ${token}`) : asking).send({ query });
    const asked = statements.mock.calls.length;
    const { data } = body as { data?: Record<string, { nodes: object[] }> };
    if (!data) throw new Error(`${query} was answered ${JSON.stringify(body)}`);
    return { asked, nodes: data[list]?.nodes.length ?? 0 };
  }

  /** The least of a few: what the process does now and then by itself is not the page's. */
  async function cost(list: string, who: Caller, fields: string, first: number) {
    const pages = [];
    for (let times = 0; times < 3; times += 1) pages.push(await page(list, who, fields, first));
    return { asked: Math.min(...pages.map(({ asked }) => asked)), nodes: pages[0]?.nodes ?? 0 };
  }

  it.each(LISTS)('of %s asks the database as much for many as for one', async (list, who, fields) => {
    const one = await cost(list, who, fields, 1);
    const many = await cost(list, who, fields, 50);
    expect(one.nodes).toBe(1);
    expect(many.nodes).toBeGreaterThan(1);
    expect(one.asked).toBeGreaterThan(0);
    expect(many.asked).toBe(one.asked);
  });
});
