import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, newId } from '@lianpiao/kernel';
import { TcpGate } from '@lianpiao/testing';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';

import { RedisRevocationFeed } from './adapters/redis-revocation-feed.js';
import { Revocations } from './revocations.js';
import { LocalFeed } from './testing/local-feed.js';

const tenant = { id: newId() };
const other = { id: newId() };
let redis: Redis;
const open: Revocations[] = [];
beforeAll(() => {
  redis = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: 1 });
});
afterAll(async () => {
  for (const node of open) await node.onModuleDestroy();
  redis.disconnect();
});

async function aNode(clock = new FixedClock(new Date()), by = redis): Promise<Revocations> {
  const node = new Revocations(new RedisRevocationFeed(by), clock);
  await node.onModuleInit();
  open.push(node);
  return node;
}

const now = () => Math.floor(Date.now() / 1_000);
const claims = (fields: { sub?: string; sid?: string; iat?: number } = {}) => ({ sub: newId(), iat: now(), ...fields });

async function heard(holds: () => boolean): Promise<void> {
  for (const until = Date.now() + 5_000; !holds() && Date.now() < until;) await pause(5);
}

describe('[S30] a revocation', () => {
  it('is known at once where it was made, and within moments on every other node', async () => {
    const [here, there] = [await aNode(), await aNode()];
    const token = claims({ sid: newId() });
    await here.revokeSession(tenant, token.sid ?? '');
    expect(here.isRevoked(tenant, token)).toBe(true);
    await heard(() => there.isRevoked(tenant, token));
    expect(there.isRevoked(tenant, token)).toBe(true);
  });

  it('is heard by a node that started while Redis was away', async () => {
    const address = new URL(process.env.REDIS_URL ?? '');
    const gate = await TcpGate.before(address.hostname, Number(address.port));
    await gate.cut();
    address.port = String(gate.port);
    const away = new Redis(address.href, { maxRetriesPerRequest: 1, retryStrategy: () => 20 });
    away.on('error', () => undefined);
    const early = await aNode(undefined, away);
    await gate.mend();
    await heard(() => away.status === 'ready');
    await pause(200);
    const token = claims();
    await (await aNode()).revokeSubject(tenant, token.sub);
    await heard(() => early.isRevoked(tenant, token));
    away.disconnect();
    await early.onModuleDestroy();
    await gate.cut();
    expect(early.isRevoked(tenant, token)).toBe(true);
  });

  it('is known to a node that starts later', async () => {
    const token = claims();
    await (await aNode()).revokeSubject(tenant, token.sub);
    const late = await aNode();
    expect(late.isRevoked(tenant, token)).toBe(true);
  });

  it('is of what was issued until then, of that subject, of that tenant', async () => {
    const node = await aNode();
    const token = claims();
    await node.revokeSubject(tenant, token.sub);
    expect(node.isRevoked(tenant, { ...token, iat: now() + 2 })).toBe(false);
    expect(node.isRevoked(tenant, claims())).toBe(false);
    expect(node.isRevoked(other, token)).toBe(false);
  });

  it('is forgotten when no token it speaks of can be left', async () => {
    const clock = new FixedClock(new Date());
    const node = await aNode(clock);
    const token = claims();
    await node.revokeSubject(tenant, token.sub);
    clock.advance(3_601_000);
    await node.revokeSubject(tenant, newId());
    expect(node.isRevoked(tenant, token)).toBe(false);
  });

  it('is not taken up again when it is told too late', async () => {
    const feed = new LocalFeed();
    const node = new Revocations(feed, new FixedClock(new Date()));
    await node.onModuleInit();
    const token = claims();
    await feed.publish({ what: `${tenant.id} sub ${token.sub}`, issuedUntil: now() + 1, keptUntil: now() });
    expect(node.isRevoked(tenant, token)).toBe(false);
  });

  it('stands where it was made, and is reported, when the others cannot be told', async () => {
    const gone = new Redis('redis://127.0.0.1:1', {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    gone.on('error', () => undefined);
    const node = new Revocations(new RedisRevocationFeed(gone), new FixedClock(new Date()));
    const token = claims();
    await expect(node.revokeSubject(tenant, token.sub)).rejects.toThrow();
    expect(node.isRevoked(tenant, token)).toBe(true);
    gone.disconnect();
  });
});
