import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';
import { setTimeout as pause } from 'node:timers/promises';

import { JobRunner } from './job-runner.js';
import type { TenantJob } from './tenant-job.js';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

const keysOf = (tenant: Tenant) =>
  tenants.unitOfWork.read({ tenant }, (tx) => tx.query<{ key: string }>('SELECT key FROM command ORDER BY key'));

/** Leaves its mark with each tenant, notes what it found there, and fails half-way every third time. */
class MarkingJob implements TenantJob {
  readonly everyMs = 1;
  readonly found: { tenant: string; key: string }[] = [];
  private rounds = 0;

  constructor(readonly name: string) {}

  async run(tenant: Tenant): Promise<number> {
    this.rounds += 1;
    const fails = this.rounds % 3 === 0;
    const command = { name: 'spec.mark', actor: this.name, key: `${tenant.slug} ${newId()}`, request: {} };
    await tenants.unitOfWork.command({ tenant }, command, async (tx) => {
      for (const { key } of await tx.query<{ key: string }>('SELECT key FROM command'))
        this.found.push({ tenant: tenant.slug, key });
      if (fails) await tx.execute(`SET search_path = ${tenants.a.scope.schema}; SELECT 1 / 0`);
    });
    return 0;
  }
}

it('gives a job the rows of the tenant it is run for and of nobody else, whatever the one before it did', async () => {
  const jobs = ['one', 'two', 'three'].map((name) => new MarkingJob(name));
  const all = [tenants.a, tenants.b];
  const runner = new JobRunner(jobs, () => Promise.resolve(all), { warn: () => undefined });
  runner.start();
  for (const until = Date.now() + 10_000; jobs.some(({ found }) => found.length < 40) && Date.now() < until;)
    await pause(10);
  await runner.stop();
  for (const { found } of jobs) {
    expect(found.length).toBeGreaterThanOrEqual(40);
    expect(found.filter(({ tenant, key }) => !key.startsWith(`${tenant} `))).toEqual([]);
    expect(new Set(found.map(({ tenant }) => tenant)).size).toBe(2);
  }
  for (const tenant of all) {
    const kept = await keysOf(tenant);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every(({ key }) => key.startsWith(`${tenant.slug} `))).toBe(true);
  }
});
