import type { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';

import { DirectoryNews } from '../tenancy.ports.js';

const CHANNEL = 'lianpiao:directory';
const REACHABLE = ['connecting', 'connect', 'ready'];
/** What was changed is committed: its author does not wait long for a Redis that does not answer. */
const PATIENCE_MS = 250;

export class RedisDirectoryNews extends DirectoryNews {
  private subscriber: Redis | undefined;

  constructor(private readonly redis: Redis) {
    super();
  }

  async publish(): Promise<void> {
    if (!REACHABLE.includes(this.redis.status)) return;
    const told = this.redis.publish(CHANNEL, '').catch(() => undefined);
    await Promise.race([told, pause(PATIENCE_MS, undefined, { ref: false })]);
  }

  async follow(onChange: () => void): Promise<void> {
    const subscriber = this.redis.duplicate();
    this.subscriber = subscriber;
    subscriber.on('error', () => undefined);
    subscriber.on('message', onChange);
    // At each connection, as the first may not have come about; what was said before it nobody heard.
    const subscribe = () => subscriber.subscribe(CHANNEL).then(onChange, () => undefined);
    subscriber.on('ready', () => void subscribe());
    await subscribe();
  }

  leave(): Promise<void> {
    this.subscriber?.disconnect();
    return Promise.resolve();
  }
}
