import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import type { RequestContext } from '@lianpiao/authz';
import { createLogger } from '@lianpiao/telemetry';
import Fastify, { type FastifyInstance } from 'fastify';

import { TicketingSpec } from '../testing/ticketing-spec.js';
import { registerGateRoutes } from './gate-routes.js';

let spec: TicketingSpec;
let fastify: FastifyInstance;
let address: string;
let caller: RequestContext;
const logged: string[] = [];
beforeAll(async () => {
  spec = await TicketingSpec.open();
  fastify = Fastify();
  const lines = { write: (line: string) => void logged.push(line) };
  registerGateRoutes(fastify, spec.app, () => caller, createLogger({ level: 'info', role: 'api' }, lines));
  address = await fastify.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await fastify.close();
  await spec.close();
});

async function post(body: object | string) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${address}/gate/v1/redemptions`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('POST /gate/v1/redemptions', () => {
  it('answers a scan, and the same when it is sent again', async () => {
    caller = spec.gate(spec.a);
    const { token } = await spec.issueOne(spec.a, { terms: { visitsTotal: 1 } });
    const scan = { ticket: token, gate: 'lake-1', nonce: newId(), scannedAt: '2026-05-01T12:00:00+08:00' };
    const first = await post(scan);
    expect(first).toEqual({
      status: 200,
      body: {
        outcome: 'accepted',
        redemptionId: expect.any(String),
        gate: 'lake-1',
        attraction: { code: 'lake', name: { zh: 'lake', en: 'lake' } },
        unitType: 'ADULT',
        productName: { zh: '联票', en: 'Pass' },
        visit: 1,
        visitsLeft: 0,
        validUntil: '2026-05-03T16:00:00.000Z',
        recordedAt: '2026-05-01T04:00:00.000Z',
      },
    });
    expect(await post(scan)).toEqual(first);
    expect(await post({ ...scan, nonce: newId() })).toMatchObject({
      status: 200,
      body: { outcome: 'refused', reason: 'ALREADY_VISITED', firstVisitAt: '2026-05-01T04:00:00.000Z' },
    });
  });

  it('says what is wrong with a request, and nothing more', async () => {
    caller = spec.gate(spec.a);
    const { token } = await spec.issueOne(spec.a);
    const scan = { ticket: token, gate: 'lake-1', nonce: newId(), scannedAt: '2026-05-01T04:00:00Z' };
    const failure = (code: string) => ({ errors: [{ message: code, extensions: { code } }] });
    expect(await post('{')).toEqual({ status: 400, body: failure('BAD_REQUEST') });
    expect(await post({ ...scan, nonce: undefined })).toEqual({ status: 400, body: failure('BAD_REQUEST') });
    expect(await post({ ...scan, scannedAt: 'now' })).toEqual({ status: 400, body: failure('BAD_REQUEST') });
    expect(await post({ ...scan, ticket: 'x'.repeat(5_000) })).toEqual({ status: 413, body: failure('BAD_REQUEST') });
    expect(await post({ ...scan, gate: 'nowhere' })).toEqual({ status: 404, body: failure('GATE_NOT_FOUND') });
    caller = spec.tenants.request(spec.a.tenant);
    expect(await post(scan)).toEqual({ status: 401, body: failure('UNAUTHENTICATED') });
    caller = spec.tenants.request(spec.a.tenant, ['gate-operator'], ['tower']);
    expect(await post(scan)).toEqual({ status: 403, body: failure('FORBIDDEN') });
    caller = spec.tenants.request(spec.a.tenant, ['bureau-admin']);
    expect(await post(scan)).toEqual({ status: 403, body: failure('FORBIDDEN') });
  });

  it('tells us and nobody else what it did not expect', async () => {
    const { tenant } = spec.gate(spec.a);
    caller = { ...spec.gate(spec.a), tenant: { ...tenant, scope: { ...tenant.scope, schema: 'gone' } } };
    logged.length = 0;
    const scan = { ticket: 'K7Q2-9F4M-XW3P-B6TD', gate: 'lake-1', nonce: newId(), scannedAt: '2026-05-01T04:00:00Z' };
    const answer = await post(scan);
    expect(answer).toEqual({
      status: 500,
      body: { errors: [{ message: 'INTERNAL', extensions: { code: 'INTERNAL' } }] },
    });
    expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 50, msg: 'a scan failed', requestId: expect.any(String), error: { stack: expect.any(String) } },
    ]);
    expect(logged.join()).not.toContain(scan.ticket);
  });
});
