import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';

import { BODY_LIMIT } from '../../src/app/fastify.js';
import { CarelessResolver, edge, type Edge } from './app-edge.fixtures.js';

describe('the edge', () => {
  let its: Edge;
  beforeAll(async () => {
    its = await edge();
    await its.app.listen(0, '127.0.0.1');
  });
  afterAll(() => its.app.close());

  const post = (host = 'yrd.localhost') => request(its.app.getHttpServer()).post('/graphql').set('host', host);
  const ask = (query: string, token?: string) => (token ? post().set('authorization', token) : post()).send({ query });

  describe('tenants', () => {
    it('serves the tenant of the host, whatever the port and the case', async () => {
      for (const host of ['kansai.localhost', 'KANSAI.localhost:4000', 'Kansai.LOCALHOST:80']) {
        const answer = await post(host).send({ query: '{ whoAmI }' });
        expect(answer.body).toEqual({ data: { whoAmI: 'kansai visitor' } });
      }
    });

    it('[S23] tells an unknown host nothing, on any path', async () => {
      const hosts = [
        'other.localhost',
        '127.0.0.1',
        'yrd.localhost.',
        'yrd.localhost.evil.example',
        'xn--yrd.localhost',
        '[::1]:4000',
        'yrd_localhost',
        'a b',
        '🎫',
      ];
      for (const host of hosts) {
        for (const path of ['/graphql', '/', '/explorer/', '/nowhere']) {
          const answer = await request(its.app.getHttpServer()).get(path).set('host', encodeURI(host));
          expect(answer.status).toBe(404);
          expect(answer.text).toBe('{"errors":[{"message":"NOT_FOUND","extensions":{"code":"NOT_FOUND"}}]}');
        }
      }
    });

    it('[S23] believes no forwarded host', async () => {
      const forged = {
        'x-forwarded-host': 'kansai.localhost',
        forwarded: 'host=kansai.localhost',
        'x-original-host': 'kansai.localhost',
      };
      expect((await post().set(forged).send({ query: '{ whoAmI }' })).body.data.whoAmI).toBe('yrd visitor');
      expect((await post('other.localhost').set(forged).send({ query: '{ whoAmI }' })).status).toBe(404);
    });

    it('[S26] refuses a suspended tenant', async () => {
      const answer = await post('closed.localhost').send({ query: '{ whoAmI }' });
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([403, 'SUSPENDED']);
    });
  });

  describe('callers', () => {
    it('takes a caller without a token for a visitor, and knows one with a token', async () => {
      expect((await ask('{ whoAmI }')).body.data.whoAmI).toBe('yrd visitor');
      expect((await ask('{ whoAmI }', 'Bearer finance')).body.data.whoAmI).toBe('yrd fan');
    });

    it('refuses a bad token even where none is needed', async () => {
      const answer = await ask('{ whoAmI }', 'Bearer forged');
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
      expect(answer.text).not.toContain('forged');
    });

    it('[S20] blames the issuer and not the caller when it cannot be asked', async () => {
      expect((await ask('{ whoAmI }', 'Bearer down')).status).toBe(503);
    });

    it('lets through a door who has the verb', async () => {
      expect((await ask('{ secret }')).body.errors[0].extensions).toEqual({ code: 'UNAUTHENTICATED' });
      expect((await ask('{ secret }', 'Bearer finance')).body.data.secret).toBe('secret');
    });

    it('guards a resolved field by its own policy', async () => {
      const query = '{ thing { name cost } }';
      const refused = (await ask(query)).body;
      expect(refused.data.thing).toEqual({ name: 'thing', cost: null });
      expect(refused.errors[0]).toMatchObject({ path: ['thing', 'cost'], extensions: { code: 'UNAUTHENTICATED' } });
      expect((await ask(query, 'Bearer finance')).body.data.thing.cost).toBe('1.00');
    });
  });

  describe('failures', () => {
    const take = (count: number) =>
      ask(
        `mutation { take(count: ${count}) { __typename ... on Thing { name } ... on Failure { code } ... on TooFew { left } ... on InvalidInput { field rule limit } } }`,
      );

    it('answers what a command declares as data', async () => {
      expect((await take(3)).body).toEqual({ data: { take: { __typename: 'Thing', name: '3 things' } } });
      expect((await take(11)).body).toEqual({ data: { take: { __typename: 'TooFew', code: 'TOO_FEW', left: 10 } } });
      expect((await take(-1)).body.data.take).toEqual({
        __typename: 'InvalidInput',
        code: 'INVALID_INPUT',
        field: 'count',
        rule: 'range',
        limit: '0..10',
      });
    });

    it('answers a failure that is not declared as an error with its code', async () => {
      const { errors } = (await take(7)).body;
      expect(errors).toEqual([expect.objectContaining({ message: 'UNDECLARED', extensions: { code: 'UNDECLARED' } })]);
    });

    it("[G08] masks the unexpected, and logs it under the request's id", async () => {
      const answer = await post().set('x-request-id', 'request-0001').send({ query: '{ broken }' });
      expect(answer.body.errors[0]).toMatchObject({ message: 'INTERNAL', extensions: { code: 'INTERNAL' } });
      expect(answer.text).not.toMatch(/hunter2|10\.0\.0\.7|stack/);
      expect(answer.headers['x-request-id']).toBe('request-0001');
      expect(its.logged.some((line) => line.includes('resolver failed') && line.includes('request-0001'))).toBe(true);
    });

    it('logs a refusal as a line that says which, without a stack, and no error', async () => {
      const since = its.logged.length;
      await post().set('x-request-id', 'request-0002').send({ query: '{ secret }' });
      await post().set('x-request-id', 'request-0003').send({ query: 'mutation { take(count: 7) { __typename } }' });
      const lines = its.logged.slice(since).map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.filter(({ msg }) => msg === 'refused')).toEqual([
        expect.objectContaining({ requestId: 'request-0002', field: 'Query.secret', code: 'UNAUTHENTICATED' }),
        expect.objectContaining({ requestId: 'request-0003', field: 'Mutation.take', code: 'UNDECLARED' }),
      ]);
      expect(lines.filter(({ level }) => Number(level) > 30)).toEqual([]);
      expect(JSON.stringify(lines)).not.toContain('stack');
    });

    it('tells what is wrong with a request', async () => {
      expect((await ask('{ whoAmI')).body.errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED');
      expect((await ask('{ nothing }')).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      const variables = { count: 'many' };
      const answer = await post().send({
        query: 'mutation ($count: Int!) { take(count: $count) { __typename } }',
        variables,
      });
      expect(answer.body.errors[0].message).toContain('$count');
    });
  });

  describe('limits', () => {
    const limited = async (query: string) => {
      const answer = await ask(query);
      expect(answer.body.data).toBeUndefined();
      expect([400, 200]).toContain(answer.status);
      return String(answer.body.errors[0].message);
    };

    it('[G01] depth, also through fragments', async () => {
      const nested = (depth: number): string => (depth === 0 ? 'name' : `beside { ${nested(depth - 1)} }`);
      expect(await limited(`{ thing { ${nested(10)} } }`)).toMatch(/depth/i);
      const inFragment = `fragment deep on Thing { ${nested(5)} }`;
      const spread = nested(5).replace('name', '...deep');
      expect(await limited(`{ thing { ${spread} } } ${inFragment}`)).toMatch(/depth/i);
    });

    it('[G02] aliases', async () => {
      const aliases = Array.from({ length: 16 }, (_, index) => `a${index}: whoAmI`).join(' ');
      expect(await limited(`{ ${aliases} }`)).toMatch(/alias/i);
    });

    it('[G04] cost, within the depth, without an alias or a fragment', async () => {
      const deep = (names: number) =>
        `{ thing { ${'beside { '.repeat(7)} ${'name '.repeat(names)} ${'} '.repeat(7)} } }`;
      expect((await ask(deep(30))).body.errors).toBeUndefined();
      expect(await limited(deep(1_200))).toMatch(/cost/i);
    });

    it('[G06] cost of fragments that multiply each other', async () => {
      const tenfold = (n: number) => `fragment f${n} on Thing { ${`beside { ...f${n - 1} } `.repeat(10)} }`;
      const chain = ['fragment f0 on Thing { name }', ...[1, 2, 3, 4].map(tenfold)];
      expect(await limited(`{ thing { ...f4 } } ${chain.join(' ')}`)).toMatch(/cost/i);
    });

    it('[G05] directives', async () => {
      expect(await limited(`{ whoAmI ${'@skip(if: false) '.repeat(30)} }`)).toMatch(/directive/i);
    });

    it('tokens', async () => {
      expect(await limited(`{ ${'whoAmI '.repeat(3_000)} }`)).toMatch(/token/i);
    });

    it('[G06] fragments that spread each other', async () => {
      expect(await limited('{ thing { ...a } } fragment a on Thing { ...b } fragment b on Thing { ...a }')).toMatch(
        /spread|cycl/i,
      );
    });

    it('[G03] no batches', async () => {
      const answer = await post().send([{ query: '{ whoAmI }' }, { query: '{ whoAmI }' }]);
      expect(answer.status).toBe(400);
    });

    it('hold for a query that has been compiled before, and under another operation name', async () => {
      const aliases = Array.from({ length: 16 }, (_, index) => `b${index}: whoAmI`).join(' ');
      for (const operationName of ['a', 'b', 'a']) {
        const query = `query a { whoAmI } query b { ${aliases} }`;
        expect((await post().send({ query, operationName })).body.data).toBeUndefined();
      }
    });

    it('[G10] a body announced too large, before it is read', async () => {
      const answer = await post().send({ query: `{ whoAmI } #${'x'.repeat(BODY_LIMIT)}` });
      expect(answer.status).toBe(413);
      expect(answer.body).toEqual({
        errors: [
          { message: 'PAYLOAD_TOO_LARGE', extensions: { code: 'PAYLOAD_TOO_LARGE', limit: String(BODY_LIMIT) } },
        ],
      });
    });

    it('[G10] a body that grows too large unannounced', async () => {
      const { port } = its.app.getHttpServer().address() as AddressInfo;
      const headers = { host: 'yrd.localhost', 'content-type': 'application/json' };
      const status = await new Promise((resolve, reject) => {
        const sending = httpRequest(
          { host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        sending.on('error', reject);
        sending.write('{"query":"#');
        for (let sent = 0; sent <= BODY_LIMIT; sent += 65_536) sending.write('x'.repeat(65_536));
        sending.end('"}');
      });
      expect(status).toBe(413);
    });
  });

  describe('browsers', () => {
    it('[G09] refuses what a foreign page could send without asking first', async () => {
      const server = its.app.getHttpServer();
      const plain = await request(server)
        .post('/graphql')
        .set('host', 'yrd.localhost')
        .set('content-type', 'text/plain')
        .send('{"query":"{ whoAmI }"}');
      expect(plain.status).toBeGreaterThanOrEqual(400);
      const get = await request(server).get('/graphql').set('host', 'yrd.localhost').query({ query: '{ whoAmI }' });
      expect(get.status).toBe(400);
    });

    it('[S41] allows no foreign origin', async () => {
      for (const origin of ['https://evil.example', 'null']) {
        const answer = await post().set('origin', origin).send({ query: '{ whoAmI }' });
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    });

    it('sends safe headers with every answer', async () => {
      for (const host of ['yrd.localhost', 'other.localhost']) {
        const { headers } = await post(host).send({ query: '{ whoAmI }' });
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
        });
      }
    });
  });

  describe('queries', () => {
    it('persists one by its hash, and runs it for the tenant that asks', async () => {
      const query = '{ whoAmI __typename }';
      const extensions = {
        persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
      };
      expect((await post().send({ extensions })).body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
      expect((await post().send({ extensions, query })).body.data.whoAmI).toBe('yrd visitor');
      expect((await post('kansai.localhost').send({ extensions })).body.data.whoAmI).toBe('kansai visitor');
    });

    it('keeps the loaders of one request to itself', async () => {
      its.shelf.batches = 0;
      expect((await ask('{ thing { beside { label } } }')).body.data.thing.beside).toEqual([
        { label: 'LEFT' },
        { label: 'RIGHT' },
      ]);
      expect(its.shelf.batches).toBe(1);
      await ask('{ thing { beside { label } } }');
      expect(its.shelf.batches).toBe(2);
    });

    it('takes variables, skips and includes as the same compiled query', async () => {
      const query = 'query ($yes: Boolean!) { thing { name @include(if: $yes) } whoAmI @skip(if: $yes) }';
      expect((await post().send({ query, variables: { yes: true } })).body.data).toEqual({ thing: { name: 'thing' } });
      expect((await post().send({ query, variables: { yes: false } })).body.data).toEqual({
        thing: {},
        whoAmI: 'yrd visitor',
      });
    });
  });
});

describe('the start', () => {
  it('[S50] fails over a personal field that does not say how it is masked', async () => {
    await expect(edge('test', [CarelessResolver])).rejects.toThrow('personal fields without a mask: Somebody.email');
  });
});

describe('the edge in production', () => {
  it('[G07] shows no schema and suggests no field', async () => {
    const { app } = await edge('production');
    try {
      const ask = (query: string) =>
        request(app.getHttpServer()).post('/graphql').set('host', 'yrd.localhost').send({ query });
      expect((await ask('{ __schema { types { name } } }')).body.data).toBeUndefined();
      expect((await ask('{ whoAm }')).text).not.toContain('whoAmI');
      expect((await ask('{ whoAmI }')).body.data.whoAmI).toBe('yrd visitor');
    } finally {
      await app.close();
    }
  });
});
