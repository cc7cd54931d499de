import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { UnitOfWork } from '@lianpiao/db';
import { FixedClock } from '@lianpiao/kernel';

import type { TenantRepository } from './persistence/tenant-repository.js';
import { TenantDirectory } from './tenant-directory.js';

const YRD = { id: 't-1', slug: 'yrd', state: 'active' } as Tenant;

describe('TenantDirectory', () => {
  const clock = new FixedClock(new Date('2026-05-01T08:00:00Z'));
  let asked: string[];
  let answer: () => Promise<Tenant | undefined>;
  let directory: TenantDirectory;

  beforeEach(() => {
    asked = [];
    answer = () => Promise.resolve(YRD);
    const unitOfWork = { directory: (work: (tx: unknown) => Promise<unknown>) => work({}) };
    const tenants = {
      findByHost: (_tx: unknown, host: string) => {
        asked.push(host);
        return answer();
      },
    };
    directory = new TenantDirectory(
      unitOfWork as unknown as UnitOfWork,
      tenants as unknown as TenantRepository,
      clock,
      0,
    );
  });

  it('looks a host up once for all requests that meet, and again a second later', async () => {
    await Promise.all(Array.from({ length: 32 }, () => directory.byHost('yrd.localhost')));
    expect(asked).toEqual(['yrd.localhost']);
    clock.advance(1_000);
    await expect(directory.byHost('yrd.localhost')).resolves.toBe(YRD);
    expect(asked).toHaveLength(2);
  });

  it('remembers that nobody has a host', async () => {
    answer = () => Promise.resolve(undefined);
    await expect(directory.byHost('nobody.localhost')).resolves.toBeUndefined();
    await expect(directory.byHost('nobody.localhost')).resolves.toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('does not remember that the database was away', async () => {
    answer = () => Promise.reject(new Error('away'));
    await expect(directory.byHost('yrd.localhost')).rejects.toThrow('away');
    answer = () => Promise.resolve(YRD);
    await expect(directory.byHost('yrd.localhost')).resolves.toBe(YRD);
  });
});
