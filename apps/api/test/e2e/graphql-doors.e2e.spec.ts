import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { createHash } from 'node:crypto';

import { Market } from './market.fixtures.js';
import type { Caller, Region } from './region.fixtures.js';

/** What the edge's own spec cannot show: the limits against the real schema, and what reaches the database behind it. */
describe('the GraphQL door before the real schema', () => {
  let market: Market;
  let yrd: Region;
  beforeAll(async () => {
    market = await Market.open();
    yrd = market.yrd.region;
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  const failure = async (who: Caller, query: string, variables: object = {}) => {
    const { body } = await yrd.ask(who, query, variables);
    const [error] = body.errors ?? [];
    return { code: error?.extensions.code, message: error?.message ?? '', data: body.data };
  };
  const post = (body: object, host = 'yrd.localhost') => market.platform.post('/graphql', body, {}, host);

  describe('limits', () => {
    it('[G04] refuses a page of pages whose cost runs away', async () => {
      const page = (first: number) =>
        `{ products(first: ${first}) { nodes { code name { zh en } options { code units { id price { minor currency } } } } } }`;
      expect((await yrd.ask('visitor', page(20))).body.errors).toBeUndefined();
      const wide = page(100).replace(
        'code name',
        `${'options { units { price { minor currency } } } '.repeat(8)} code name`,
      );
      const varied = wide.replace('first: 100', 'first: $rows');
      for (const asked of [
        failure('visitor', wide),
        failure('visitor', `query ($rows: Int!) ${varied}`, { rows: 100 }),
        failure('visitor', `query ($rows: Int = 100) ${varied}`),
      ]) {
        const { code, message, data } = await asked;
        expect([code, data]).toEqual(['GRAPHQL_VALIDATION_FAILED', undefined]);
        expect(message).toMatch(/cost/i);
      }
      const few = await yrd.ask('visitor', `query ($rows: Int!) ${varied}`, { rows: 5 });
      expect(few.body.errors).toBeUndefined();
    });

    it('[G04] counts a page whose size is left out by its default', async () => {
      const priced = 'options { units { price { minor currency } } } ';
      const page = (times: number) => `{ products { nodes { ${priced.repeat(times)} code } } }`;
      expect((await yrd.ask('visitor', page(8))).body.errors).toBeUndefined();
      for (const query of [
        page(40),
        // Nobody gives the variable a value: the page has its default, too.
        `query ($rows: Int) ${page(40).replace('products', 'products(first: $rows)')}`,
      ]) {
        const { code, message, data } = await failure('visitor', query);
        expect([code, data]).toEqual(['GRAPHQL_VALIDATION_FAILED', undefined]);
        expect(message).toMatch(/cost/i);
      }
    });

    it('[G02] refuses a mutation that is sent many times in one request', async () => {
      const many = Array.from(
        { length: 16 },
        (_, n) => `m${n}: closeDay(input: { idempotencyKey: "${newId()}" }) { __typename }`,
      );
      const { message, data } = await failure('finance', `mutation { ${many.join(' ')} }`);
      expect(data).toBeUndefined();
      expect(message).toMatch(/alias/i);
      const { settlementPeriods } = await yrd.query<{ settlementPeriods: { nodes: object[] } }>(
        'finance',
        '{ settlementPeriods { nodes { number } } }',
      );
      expect(settlementPeriods.nodes).toHaveLength(1);
    });

    it('[G01] refuses to go round in circles', async () => {
      const round = (times: number): string => (times === 0 ? 'number' : `refunds { order { ${round(times - 1)} } }`);
      const { code, message, data } = await failure('finance', `{ orders { nodes { ${round(5)} } } }`);
      expect([code, data]).toEqual(['GRAPHQL_VALIDATION_FAILED', undefined]);
      expect(message).toMatch(/depth/i);
    });

    it('bounds every page', async () => {
      for (const first of [0, -1, 101])
        expect(await failure('visitor', `{ attractions(first: ${first}) { nodes { code } } }`)).toMatchObject({
          code: 'INVALID_INPUT',
          message: 'first: range',
        });
      for (const days of [0, -1, 63, 100_000])
        expect(
          (
            await failure(
              'visitor',
              `{ availability(productCode: "single", from: "2030-01-01", days: ${days}) { left } }`,
            )
          ).code,
        ).toBe('INVALID_INPUT');
    });
  });

  describe('cursors', () => {
    const LISTS: readonly (readonly [string, Caller])[] = [
      ['attractions', 'visitor'],
      ['products', 'visitor'],
      ['orders', 'finance'],
      ['redemptions', 'finance'],
      ['statements', 'finance'],
      ['settlementPeriods', 'finance'],
      ['salesChannels', 'finance'],
    ];
    const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const FORGED = [
      'not a cursor',
      '☃',
      'A'.repeat(10_000),
      cursor({}),
      cursor([]),
      cursor([1, 2, 3, 4]),
      cursor([[[]]]),
      cursor(['2026-01-01T00:00:00Z', `' OR 1=1 --`]),
      cursor(['99999999999999', 'x', 'y']),
      cursor(['a'.repeat(400)]),
    ];

    it.each(LISTS)('of %s that are forged are refused before anything is asked', async (list, who) => {
      for (const after of FORGED) {
        const query = `query ($after: String) { ${list}(after: $after) { pageInfo { hasNextPage } } }`;
        expect(await failure(who, query, { after })).toMatchObject({ code: 'INVALID_INPUT', message: 'after: format' });
      }
    });

    it('lead through a list, each item once, whatever the page', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: {
          attractions: { nodes: { code: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
        } = await yrd.query('visitor', PAGE, { after });
        seen.push(...page.attractions.nodes.map(({ code }) => code));
        after = page.attractions.pageInfo.hasNextPage ? page.attractions.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(['cangjing', 'lingyin', 'wuzhen', 'xitang']);
    });
  });

  describe('texts that mean harm', () => {
    const HARMFUL = [
      `'; DROP TABLE attraction; --`,
      '%',
      '_',
      '\\',
      '\u0000',
      '\ud800',
      '$1',
      '${env.HOME}',
      '../../etc/passwd',
      '🎫'.repeat(500),
      'a'.repeat(100_000),
    ];
    const FIELDS: readonly (readonly [string, Caller])[] = [
      ['attraction(code: $text) { code }', 'visitor'],
      ['attractions(search: $text) { nodes { code } }', 'visitor'],
      ['attractions(city: $text) { nodes { code } }', 'visitor'],
      ['product(code: $text) { code }', 'visitor'],
      ['availability(productCode: $text, from: "2030-01-01") { left }', 'visitor'],
      ['orders(channel: $text) { nodes { id } }', 'finance'],
      ['redemptions(attractionCode: $text) { nodes { id } }', 'finance'],
      ['statement(number: $text) { number }', 'finance'],
    ];

    it.each(FIELDS)('are only text to %s', async (field, who) => {
      for (const text of HARMFUL) {
        const { code, message } = await failure(who, `query ($text: String!) { ${field} }`, { text });
        expect([undefined, 'INVALID_INPUT', 'PRODUCT_NOT_FOUND']).toContain(code);
        expect(message).not.toMatch(/select|syntax|postgres|relation|\bat /i);
      }
    });

    it('are no ids either', async () => {
      for (const id of HARMFUL)
        expect(await failure('finance', 'query ($id: ID!) { order(id: $id) { id } }', { id })).toMatchObject({
          code: undefined,
          data: { order: null },
        });
    });

    it('left everything where it was', async () => {
      const { attractions } = await yrd.query<{ attractions: { nodes: object[] } }>(
        'visitor',
        '{ attractions { nodes { code } } }',
      );
      expect(attractions.nodes).toHaveLength(4);
    });
  });

  describe('what is persisted', () => {
    it('[S36] asks for the rights of whoever runs it, at the host it is run at', async () => {
      const query = '{ storefront { slug } ledgerProof { holds } }';
      const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
      const token = await yrd.tokenOf('finance');
      const stored = await market.platform.post(
        '/graphql',
        { query, extensions: { persistedQuery } },
        { authorization: `Bearer ${token ?? ''}` },
      );
      expect(stored.body.data).toMatchObject({ storefront: { slug: 'yrd' }, ledgerProof: { holds: true } });
      const anonymous = await post({ extensions: { persistedQuery } }, 'kansai.localhost');
      expect(anonymous.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
      expect(JSON.stringify(anonymous.body.data ?? null)).not.toContain('holds":true');
    });

    it("[S36] answers a request that names orders of two authorities for the host's alone", async () => {
      const { kansai } = market;
      const held = { yrd: await market.yrd.hold(), kansai: await kansai.hold() };
      const query = `query ($yrd: ID!, $yrdKey: String, $kansai: ID!, $kansaiKey: String) {
        yrd: order(id: $yrd, accessKey: $yrdKey) { id } kansai: order(id: $kansai, accessKey: $kansaiKey) { id } }`;
      const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
      const variables = {
        yrd: held.yrd.orderId,
        yrdKey: held.yrd.accessKey,
        kansai: held.kansai.orderId,
        kansaiKey: held.kansai.accessKey,
      };
      for (const slug of ['yrd', 'kansai', 'yrd'] as const) {
        const answer = await post({ query, variables, extensions: { persistedQuery } }, `${slug}.localhost`);
        const other = slug === 'yrd' ? 'kansai' : 'yrd';
        expect(answer.body).toEqual({ data: { [slug]: { id: held[slug].orderId }, [other]: null } });
      }
      const move = `mutation ($yrd: CancelOrderInput!, $kansai: CancelOrderInput!) {
        yrd: cancelOrder(input: $yrd) { __typename } kansai: cancelOrder(input: $kansai) { __typename } }`;
      const cancel = ({ orderId, accessKey }: typeof held.yrd) => ({ orderId, accessKey, idempotencyKey: newId() });
      const both = { yrd: cancel(held.yrd), kansai: cancel(held.kansai) };
      const { body } = await post({ query: move, variables: both });
      expect(body).toEqual({ data: { yrd: { __typename: 'Order' }, kansai: { __typename: 'OrderNotFound' } } });
      const left = await kansai.order(held.kansai);
      expect(left.state).toBe('HELD');
    });

    it('is not what its hash says it is not', async () => {
      const persistedQuery = { version: 1, sha256Hash: 'f'.repeat(64) };
      const answer = await post({ query: '{ me { username } }', extensions: { persistedQuery } });
      expect([answer.status, answer.body.data]).toEqual([400, undefined]);
    });
  });

  describe('strangers', () => {
    it('learn nothing from a host that is nobody, on any door', async () => {
      for (const path of ['/graphql', '/webhooks/payments/sandbox-psp', '/gate/v1/redemptions', '/yrd', '/explorer/']) {
        const answer = await market.platform.post(path, {}, {}, 'elsewhere.localhost');
        expect([answer.status, answer.text]).toEqual([404, NOTHING]);
      }
    });

    it('[S25] get the same answer for what is not theirs as for what is not there', async () => {
      const held = await market.yrd.hold();
      const query = 'query ($id: ID!, $key: String) { order(id: $id, accessKey: $key) { id } }';
      const asked = [
        yrd.ask('visitor', query, { id: held.orderId, key: 'wrong' }),
        yrd.ask('visitor', query, { id: newId(), key: held.accessKey }),
        market.kansai.region.ask('visitor', query, { id: held.orderId, key: held.accessKey }),
        market.kansai.region.ask('finance', query, { id: held.orderId }),
      ];
      for (const { body } of await Promise.all(asked)) expect(body).toEqual({ data: { order: null } });
    });

    it('may read the schema where it is not production', async () => {
      const { __schema } = await yrd.query<{ __schema: { types: object[] } }>(
        'visitor',
        '{ __schema { types { name } } }',
      );
      expect(__schema.types.length).toBeGreaterThan(50);
    });
  });
});

const NOTHING = '{"errors":[{"message":"NOT_FOUND","extensions":{"code":"NOT_FOUND"}}]}';
const PAGE = `query ($after: String) { attractions(first: 1, after: $after) {
  nodes { code } pageInfo { endCursor hasNextPage } } }`;
