import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { UnitOfWork } from '@lianpiao/db';

import type { TenantRepository } from './persistence/tenant-repository.js';
import { TenantDirectory } from './tenant-directory.js';
import { LocalNews } from './testing/local-news.js';

const HOST = 'yrd.localhost';
const SUSPENDED = { id: 't-1', slug: 'yrd', state: 'suspended' } as Tenant;
const ACTIVE = { ...SUSPENDED, state: 'active' } as Tenant;

/** A control plane that counts what it is asked. */
class FakeControl {
  version = 'v1';
  tenant: Tenant = ACTIVE;
  versions = 0;
  listings = 0;
  away = false;

  change(tenant: Tenant): void {
    this.tenant = tenant;
    this.version = `v${this.versions}-${this.listings}`;
  }

  directoryVersion() {
    this.versions += 1;
    return this.away ? Promise.reject(new Error('away')) : Promise.resolve(this.version);
  }

  all() {
    this.listings += 1;
    return Promise.resolve([this.tenant]);
  }

  verifiedHosts() {
    return Promise.resolve([{ host: HOST, tenantId: this.tenant.id }]);
  }
}

describe('TenantDirectory', () => {
  let control: FakeControl;
  let news: LocalNews;
  let directory: TenantDirectory;

  beforeEach(async () => {
    jest.useFakeTimers();
    control = new FakeControl();
    news = new LocalNews();
    const unitOfWork = { directory: (work: (tx: unknown) => Promise<unknown>) => work({}) };
    const tenants = control as unknown as TenantRepository;
    directory = new TenantDirectory(unitOfWork as unknown as UnitOfWork, tenants, news, 0);
    await directory.onModuleInit();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks once for all requests that meet', async () => {
    await Promise.all(Array.from({ length: 32 }, () => directory.byHost(HOST)));
    expect([control.versions, control.listings]).toEqual([1, 1]);
  });

  it('keeps what it read while the version stands, and asks for that once a second', async () => {
    for (let second = 0; second < 10; second += 1) {
      for (let times = 0; times < 5; times += 1) expect(await directory.byHost(HOST)).toBe(ACTIVE);
      jest.advanceTimersByTime(1_000);
    }
    expect([control.versions, control.listings]).toEqual([10, 1]);
  });

  it('asks nothing more for hosts that nobody has, however many', async () => {
    for (let host = 0; host < 10_000; host += 1)
      expect(await directory.byHost(`${host}.attacker.example`)).toBeUndefined();
    expect([control.versions, control.listings]).toEqual([1, 1]);
  });

  it('acts on a change a second later, also where nobody told it and its wall clock is set back', async () => {
    expect(await directory.byHost(HOST)).toBe(ACTIVE);
    control.change(SUSPENDED);
    jest.advanceTimersByTime(999);
    expect(await directory.byHost(HOST)).toBe(ACTIVE);
    jest.setSystemTime(new Date('2001-01-01'));
    jest.advanceTimersByTime(1);
    expect(await directory.byHost(HOST)).toBe(SUSPENDED);
    expect(await directory.byId('t-1')).toBe(SUSPENDED);
  });

  it('acts at once on what it is told of', async () => {
    expect(await directory.byHost(HOST)).toBe(ACTIVE);
    control.change(SUSPENDED);
    await news.publish();
    expect(await directory.byHost(HOST)).toBe(SUSPENDED);
    expect(await directory.all()).toEqual([SUSPENDED]);
  });

  it('does not let an answer that was under way when it was told pass for a newer one', async () => {
    const before = directory.byHost(HOST);
    control.change(SUSPENDED);
    await news.publish();
    expect(await directory.byHost(HOST)).toBe(SUSPENDED);
    await before;
    expect(await directory.byHost(HOST)).toBe(SUSPENDED);
  });

  it('reads it a few times and not a thousand while it is told of a thousand changes', async () => {
    for (let change = 0; change < 1_000; change += 1) {
      control.change(ACTIVE);
      await news.publish();
      await directory.byHost(HOST);
    }
    expect(control.listings).toBeLessThan(5);
  });

  it('gives no old answer when it cannot ask, and asks again', async () => {
    await directory.byHost(HOST);
    control.away = true;
    jest.advanceTimersByTime(1_000);
    await expect(directory.byHost(HOST)).rejects.toThrow('away');
    control.away = false;
    expect(await directory.byHost(HOST)).toBe(ACTIVE);
  });
});
