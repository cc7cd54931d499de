import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { ControlTx } from '@lianpiao/db';
import { TcpGate } from '@lianpiao/testing';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';

import { RedisDirectoryNews } from './adapters/redis-directory-news.js';
import { TenantRepository } from './persistence/tenant-repository.js';
import { aTenant, Platform } from './testing/platform.js';

const SUSPEND = `UPDATE platform.tenant SET state = 'suspended' WHERE tenant_id = $1`;
const RESUME = `UPDATE platform.tenant SET state = 'active' WHERE tenant_id = $1`;

let platform: Platform;
let tenant: Tenant;
let host: string;
let other: string;
beforeAll(async () => {
  platform = await Platform.open();
  const [mine, neighbour] = [aTenant(), aTenant()];
  [host, other] = [mine.host, neighbour.host];
  tenant = (await platform.provision(mine.wanted, host)).tenant;
  await platform.provision(neighbour.wanted, other);
});
afterAll(() => platform.close());
beforeEach(() => platform.change(RESUME, [tenant.id]));

const version = async () =>
  (await platform.control<{ version: string }>('TABLE platform.directory_version'))[0]?.version;
/** The next answer of a directory that has heard of nothing is another question. */
const aSecondLater = () => pause(1_050);

describe('the version of the directory', () => {
  it('moves with every change of a tenant, a host and a migration, and with nothing that is rolled back', async () => {
    const seen = new Set([await version()]);
    await platform.change(SUSPEND, [tenant.id]);
    seen.add(await version());
    await platform.change('UPDATE platform.tenant_host SET verified_at = now() WHERE host = $1', [host]);
    seen.add(await version());
    await platform.change('UPDATE platform.tenant_migration SET applied_at = now() WHERE tenant_id = $1', [tenant.id]);
    seen.add(await version());
    expect(seen.size).toBe(4);
    const broken = platform.unitOfWork.changeDirectory(() => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');
    expect(seen).toContain(await version());
  });

  it.each([
    ['a tenant', `UPDATE platform.tenant SET state = 'suspended'`],
    ['a host', 'DELETE FROM platform.tenant_host'],
    ['a migration', 'DELETE FROM platform.tenant_migration'],
    [
      'a new host',
      `INSERT INTO platform.tenant_host (host, tenant_id) SELECT 'x.example', tenant_id FROM platform.tenant LIMIT 1`,
    ],
  ])('cannot be forgotten by whoever changes %s, the owner included', async (_what, sql) => {
    const before = await version();
    await expect(platform.control(sql)).rejects.toThrow('the directory changes and its version stands');
    await expect(
      platform.unitOfWork.operator((tx) => new TenantRepository().addHost(tx, tenant.id, 'x.example', new Date())),
    ).rejects.toThrow('version stands');
    expect(await version()).toBe(before);
    expect(await platform.directory().byHost(host)).toMatchObject({ state: 'active' });
  });

  it('is not the mark of an earlier transaction that happened to move it', async () => {
    await platform.change(SUSPEND, [tenant.id]);
    await expect(platform.control(RESUME, [tenant.id])).rejects.toThrow('version stands');
  });

  it('is moved by many at once, each of them heard', async () => {
    const hosts = Array.from({ length: 20 }, (_, at) => `many-${at}.${host}`);
    const add = (name: string) => (tx: ControlTx) => new TenantRepository().addHost(tx, tenant.id, name, new Date());
    const known = platform.directory();
    await known.byHost(host);
    await Promise.all(hosts.map((name) => platform.unitOfWork.changeDirectory(add(name))));
    await aSecondLater();
    for (const name of hosts) expect(await known.byHost(name)).toMatchObject({ id: tenant.id });
  });
});

describe('a directory that keeps what it read', () => {
  it('acts on a suspension a second later at most, and forgets who was erased', async () => {
    const known = platform.directory();
    expect(await known.byHost(host)).toMatchObject({ state: 'active' });
    await platform.change(SUSPEND, [tenant.id]);
    await aSecondLater();
    expect(await known.byHost(host)).toMatchObject({ state: 'suspended' });
    expect(await known.byId(tenant.id)).toMatchObject({ state: 'suspended' });
    await platform.change(`UPDATE platform.tenant SET state = 'erased' WHERE tenant_id = $1`, [tenant.id]);
    await aSecondLater();
    expect(await known.byHost(host)).toBeUndefined();
    expect(await known.byId(tenant.id)).toBeUndefined();
    expect(await known.byHost(other)).toMatchObject({ state: 'active' });
  });

  it('is not left behind by a change that commits between the question for the version and that for the rows', async () => {
    const interrupted = new Interrupted(() => platform.change(SUSPEND, [tenant.id]));
    const known = platform.directory(platform.migrations.length, interrupted);
    await known.byHost(host);
    expect(interrupted.happened).toBe(true);
    for (let second = 0; second < 2; second += 1) {
      await aSecondLater();
      expect(await known.byHost(host)).toMatchObject({ state: 'suspended' });
    }
    // Once with the version of before, once with its own, and then no more.
    expect(interrupted.listings).toBe(2);
  });

  it('notices a fail-over to a server that lacks the last change, and what is changed there instead', async () => {
    const [before] = await platform.control<{ version: string; moved_in: string }>('TABLE platform.directory_version');
    await platform.change(SUSPEND, [tenant.id]);
    const known = platform.directory();
    expect(await known.byHost(host)).toMatchObject({ state: 'suspended' });
    // The server that takes over stands where this one stood before.
    await platform.change(RESUME, [tenant.id]);
    await platform.control('UPDATE platform.directory_version SET version = $1', [before?.version]);
    await aSecondLater();
    expect(await known.byHost(host)).toMatchObject({ state: 'active' });
    await platform.change(SUSPEND, [tenant.id]);
    await aSecondLater();
    expect(await known.byHost(host)).toMatchObject({ state: 'suspended' });
  });
});

describe('news through Redis', () => {
  const open: Redis[] = [];
  const heard: RedisDirectoryNews[] = [];
  afterAll(async () => {
    for (const news of heard) await news.leave();
    for (const redis of open) redis.disconnect();
  });

  function connected(url = process.env.REDIS_URL ?? '', options = {}): Redis {
    const redis = new Redis(url, { maxRetriesPerRequest: 1, ...options });
    redis.on('error', () => undefined);
    open.push(redis);
    return redis;
  }

  it('reaches every follower within moments', async () => {
    // By node, and of each the first: a channel of Redis is heard in all its databases, so other specs may be heard, too.
    const times = new Map<number, number>();
    for (const node of [0, 1]) {
      const news = new RedisDirectoryNews(connected());
      heard.push(news);
      await news.follow(() => times.has(node) || times.set(node, performance.now()));
    }
    times.clear();
    const since = performance.now();
    await new RedisDirectoryNews(connected()).publish();
    for (const until = since + 5_000; times.size < 2 && performance.now() < until;) await pause(1);
    expect([...times.keys()].sort()).toEqual([0, 1]);
    expect(Math.max(...times.values()) - since).toBeLessThan(500);
  });

  it('reaches who began to follow while Redis was away', async () => {
    const url = new URL(process.env.REDIS_URL ?? '');
    const gate = await TcpGate.before(url.hostname, Number(url.port));
    url.port = String(gate.port);
    await gate.cut();
    const news = new RedisDirectoryNews(connected(url.href));
    heard.push(news);
    let times = 0;
    await news.follow(() => (times += 1));
    await gate.mend();
    for (const until = Date.now() + 10_000; times === 0 && Date.now() < until;) await pause(5);
    const caughtUp = times;
    expect(caughtUp).toBeGreaterThan(0);
    await new RedisDirectoryNews(connected()).publish();
    for (const until = Date.now() + 2_000; times === caughtUp && Date.now() < until;) await pause(5);
    expect(times).toBeGreaterThan(caughtUp);
    await gate.cut();
  });

  it('keeps nobody waiting for a Redis that is away', async () => {
    const away = new RedisDirectoryNews(connected('redis://127.0.0.1:1'));
    const since = performance.now();
    await away.publish();
    expect(performance.now() - since).toBeLessThan(400);
  });
});

/** Lets something commit after the first of the two questions, whichever that is. */
class Interrupted extends TenantRepository {
  listings = 0;
  happened = false;

  constructor(private readonly change: () => Promise<void>) {
    super();
  }

  override async directoryVersion(tx: ControlTx): Promise<string> {
    return this.interrupt(await super.directoryVersion(tx));
  }

  override async all(tx: ControlTx, needed: number): Promise<Tenant[]> {
    this.listings += 1;
    return this.interrupt(await super.all(tx, needed));
  }

  private async interrupt<T>(answer: T): Promise<T> {
    if (this.happened) return answer;
    this.happened = true;
    await this.change();
    return answer;
  }
}
