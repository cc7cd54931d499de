import type { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';

import type { TakePortion } from './request-rate.js';

/** A node that is not answered counts alone rather than keep a request waiting. */
const PATIENCE_MS = 100;

/**
 * What all nodes have taken of this second, and how long it lasts. The second is Redis' own, so that no node's clock matters; one that
 * would last longer was begun before its clock was set back.
 */
const TAKE = `
local taken = redis.call('INCRBY', KEYS[1], ARGV[1])
local ms = redis.call('PTTL', KEYS[1])
if ms < 0 or ms > 1000 then
  taken = tonumber(ARGV[1])
  ms = 1000
  redis.call('SET', KEYS[1], taken, 'PX', ms)
end
return { taken, ms }`;

/** Portions of a tenant's requests, taken from one count in Redis. @throws when Redis is away */
export function redisPortions(redis: Redis): TakePortion {
  return async (tenantId, wanted, most) => {
    if (redis.status !== 'ready') throw new Error('redis is away');
    const late = pause(PATIENCE_MS, undefined, { ref: false });
    const answer = await Promise.race([redis.eval(TAKE, 1, `lianpiao:rate:${tenantId}`, wanted), late]);
    if (!answer) throw new Error('redis is late');
    const [taken, forMs] = answer as [number, number];
    const requests = Math.min(wanted, Math.max(0, most - (taken - wanted)));
    return { requests, forMs, last: taken >= most };
  };
}
