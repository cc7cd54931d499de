import type { Redis } from 'ioredis';

import type { WakeUp } from './outbox.js';

const CHANNEL = 'lianpiao:outbox';

/** Publishes the ids of tenants with waiting events. Redis being away only means that the next sweep finds them. */
export class RedisWakeUp implements WakeUp {
  constructor(private readonly redis: Redis) {}

  async wake(tenantId: string): Promise<void> {
    if (this.redis.status === 'ready') await this.redis.publish(CHANNEL, tenantId);
  }
}

/** Calls `onWake` with each tenant id published; needs a connection of its own, as Redis subscriptions do. */
export async function onWakeUp(subscriber: Redis, onWake: (tenantId: string) => void): Promise<void> {
  subscriber.on('message', (_channel, tenantId) => {
    onWake(tenantId);
  });
  await subscriber.subscribe(CHANNEL);
}
