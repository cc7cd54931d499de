import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { Redis } from 'ioredis';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { redisPortions } from './redis-portions.js';
import type { TakePortion } from './request-rate.js';

let redis: Redis;
let take: TakePortion;
beforeAll(async () => {
  redis = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: 1 });
  await once(redis, 'ready');
  take = redisPortions(redis);
});
afterAll(() => {
  redis.disconnect();
});

describe('portions of a second', () => {
  it('come to no more than there is, however many take them at once', async () => {
    const [tenant, other] = [newId(), newId()];
    const portions = await Promise.all(Array.from({ length: 20 }, () => take(tenant, 3, 20)));
    expect(portions.reduce((sum, { requests }) => sum + requests, 0)).toBe(20);
    expect(portions.filter(({ last }) => last)).toHaveLength(14);
    expect((await take(other, 3, 20)).requests).toBe(3);
  });

  it('are to be had again when it has passed', async () => {
    const tenant = newId();
    const { forMs } = await take(tenant, 2, 2);
    expect(forMs).toBeGreaterThan(0);
    expect(forMs).toBeLessThanOrEqual(1_000);
    expect(await take(tenant, 2, 2)).toMatchObject({ requests: 0, last: true });
    await pause(forMs + 20);
    expect(await take(tenant, 2, 2)).toMatchObject({ requests: 2 });
  });

  it.each([
    ['has no end', (key: string) => redis.persist(key)],
    ['ends in an hour, since the clock of Redis was set back', (key: string) => redis.pexpire(key, 3_600_000)],
  ])('lock nobody out where the count %s', async (_what, spoil) => {
    const tenant = newId();
    await take(tenant, 2, 2);
    await spoil(`lianpiao:rate:${tenant}`);
    expect(await take(tenant, 2, 2)).toMatchObject({ requests: 2 });
    expect(await redis.pttl(`lianpiao:rate:${tenant}`)).toBeLessThanOrEqual(1_000);
  });

  it('cannot be had, and nobody waits, where Redis is away or does not answer', async () => {
    const options = { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null };
    const gone = new Redis('redis://127.0.0.1:1', options);
    gone.on('error', () => undefined);
    await expect(redisPortions(gone)(newId(), 1, 1)).rejects.toThrow('away');
    const paused = redis.duplicate();
    await once(paused, 'ready');
    const asleep = paused.blpop(`lianpiao:nothing:${newId()}`, 1);
    const since = performance.now();
    await expect(redisPortions(paused)(newId(), 1, 1)).rejects.toThrow('late');
    expect(performance.now() - since).toBeLessThan(500);
    await asleep;
    paused.disconnect();
  });
});
