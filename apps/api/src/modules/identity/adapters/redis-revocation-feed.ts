import type { Redis } from 'ioredis';

import { RevocationFeed, type Revocation } from '../identity.ports.js';

const KEPT = 'lianpiao:revocations';
const CHANNEL = 'lianpiao:revocation';

/** A sorted set, by the time until which each counts, for nodes that start or were cut off; a channel for the others. */
export class RedisRevocationFeed extends RevocationFeed {
  private subscriber: Redis | undefined;

  constructor(private readonly redis: Redis) {
    super();
  }

  async publish(revocation: Revocation): Promise<void> {
    const text = JSON.stringify(revocation);
    const answers = await this.redis
      .multi()
      .zadd(KEPT, revocation.keptUntil, text)
      .zremrangebyscore(KEPT, '-inf', Math.floor(Date.now() / 1_000))
      .publish(CHANNEL, text)
      .exec();
    const failed = answers?.find(([error]) => error !== null);
    if (!answers || failed) throw new Error('the revocation could not be told to other nodes');
  }

  async follow(onRevocation: (revocation: Revocation) => void): Promise<void> {
    const subscriber = this.redis.duplicate();
    this.subscriber = subscriber;
    subscriber.on('error', () => undefined);
    subscriber.on('message', (_channel, text) => {
      onRevocation(JSON.parse(text) as Revocation);
    });
    const catchUp = async () => {
      const kept = await this.redis.zrangebyscore(KEPT, Math.floor(Date.now() / 1_000), '+inf');
      for (const text of kept) onRevocation(JSON.parse(text) as Revocation);
    };
    const listen = () => subscriber.subscribe(CHANNEL).then(catchUp, () => undefined);
    await listen().catch(() => undefined);
    // Redis may be away, also from the start, and what is said while it is away nobody repeats.
    subscriber.on('ready', () => void listen().catch(() => undefined));
  }

  leave(): Promise<void> {
    this.subscriber?.disconnect();
    return Promise.resolve();
  }
}
