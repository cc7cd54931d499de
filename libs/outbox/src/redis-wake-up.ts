import type { Redis } from 'ioredis';

import type { WakeUp } from './outbox.js';

const CHANNEL = 'lianpiao:outbox';
/** Under load commits come every few milliseconds; the worker gathers for longer than this. */
const QUIET_MS = 20;

/**
 * Publishes the ids of tenants with waiting events: the first at once, those of the moment after it as one. Redis being away
 * only means that the next sweep finds them.
 */
export class RedisWakeUp implements WakeUp {
  /** Tenants that were told of just now, and whether there is more to tell. */
  private readonly told = new Map<string, boolean>();

  constructor(
    private readonly redis: Pick<Redis, 'status' | 'publish'>,
    private readonly quietMs = QUIET_MS,
  ) {}

  async wake(tenantId: string): Promise<void> {
    if (this.told.has(tenantId)) {
      this.told.set(tenantId, true);
      return;
    }
    this.told.set(tenantId, false);
    setTimeout(() => void this.afterwards(tenantId), this.quietMs).unref();
    if (this.redis.status === 'ready') await this.redis.publish(CHANNEL, tenantId);
  }

  private async afterwards(tenantId: string): Promise<void> {
    const more = this.told.get(tenantId);
    this.told.delete(tenantId);
    if (more) await this.wake(tenantId).catch(() => undefined);
  }
}

/**
 * Calls `onWake` with each tenant id published; needs a new connection of its own, as Redis subscriptions do. Redis may be away:
 * whenever it is there, this listens.
 */
export function onWakeUp(subscriber: Redis, onWake: (tenantId: string) => void): void {
  subscriber.on('message', (_channel, tenantId) => {
    onWake(tenantId);
  });
  subscriber.on('ready', () => void subscriber.subscribe(CHANNEL).catch(() => undefined));
}
