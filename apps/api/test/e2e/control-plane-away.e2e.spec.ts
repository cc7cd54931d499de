import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TcpGate } from '@lianpiao/testing';
import request from 'supertest';

import { ControlDesk } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import type { Control } from './platform.fixtures.js';
import { testServer } from './test-server.fixtures.js';

describe('a control plane that is away', () => {
  let desk: ControlDesk;
  let gate: TcpGate;
  let node: string;
  let control: Control;
  beforeAll(async () => {
    desk = await ControlDesk.open();
    const server = testServer();
    gate = await TcpGate.before(server.hostname, Number(server.port));
    const throughGate = new URL(desk.platform.env.DATABASE_URL ?? '');
    throughGate.port = String(gate.port);
    node = await desk.platform.startNode({ DATABASE_URL: throughGate.href });
    control = await desk.platform.startControl({ DATABASE_URL: throughGate.href });
  }, 120_000);
  afterAll(async () => {
    await desk.close();
    await gate.cut();
  }, 60_000);

  const visits = (at = node) =>
    request(at).post('/graphql').set('host', 'yrd.localhost').send({ query: '{ storefront { slug } }' });
  const looks = () =>
    request(control.url)
      .post('/graphql')
      .set('authorization', `Bearer ${desk.operator}`)
      .send({ query: '{ cells { id } }' });

  it('is told to visitors and operators as a moment to wait for; nobody else notices, and it passes', async () => {
    expect([(await visits()).status, (await looks()).status]).toEqual([200, 200]);
    await gate.cut();
    const UNAVAILABLE = { errors: [{ extensions: { code: 'DATABASE_UNAVAILABLE' } }] };
    await passes(async () => {
      const answer = await visits();
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect(answer.body).toMatchObject(UNAVAILABLE);
    });
    const refused = await looks();
    expect([refused.status, refused.headers['retry-after'], refused.body]).toMatchObject([503, '2', UNAVAILABLE]);
    expect((await request(node).get('/health/live')).status).toBe(200);
    expect((await request(node).get('/health/ready')).status).toBe(503);
    expect((await visits(desk.platform.url)).status).toBe(200);
    await gate.mend();
    await passes(async () => expect([(await visits()).status, (await looks()).status]).toEqual([200, 200]));
  }, 60_000);
});
