import { afterEach, describe, expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import { setTimeout } from 'node:timers/promises';

import { JobRunner, type TenantJob } from './index.js';

const TENANTS = ['yrd', 'kansai'].map((slug) => ({ slug }) as Tenant);

let runner: JobRunner | undefined;
const warned: object[] = [];
afterEach(async () => {
  await runner?.stop();
  warned.length = 0;
});

function start(jobs: readonly TenantJob[], tenants = () => Promise.resolve<readonly Tenant[]>(TENANTS)): void {
  const log = { warn: (record: object) => void warned.push(record) };
  runner = new JobRunner(jobs, tenants, log);
  runner.start();
}

/** Every few milliseconds. */
function job(run: (slug: string) => Promise<number>, name = 'spec.job'): TenantJob {
  return { name, everyMs: 2, run: ({ slug }) => run(slug) };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(2);
}

describe('the runner of jobs', () => {
  it('runs a job for every tenant, again and again', async () => {
    const ran: string[] = [];
    start([job((slug) => Promise.resolve(ran.push(slug) && 0))]);
    await until(() => ran.length >= 6);
    expect(ran.slice(0, 4)).toEqual(['yrd', 'kansai', 'yrd', 'kansai']);
  });

  it('calls again at once while there is something to do', async () => {
    let left = 5;
    const ran: string[] = [];
    start([
      job((slug) => {
        ran.push(slug);
        if (slug === 'yrd' && left > 0) left -= 1;
        return Promise.resolve(slug === 'yrd' ? left : 0);
      }),
    ]);
    await until(() => ran.includes('kansai'));
    expect(ran.slice(0, 6)).toEqual([...Array.from({ length: 5 }, () => 'yrd'), 'kansai']);
  });

  it('gives other tenants their turn, however much one has to do', async () => {
    const ran: string[] = [];
    start([job((slug) => Promise.resolve(ran.push(slug) && 1))]);
    await until(() => ran.includes('kansai'));
    expect(ran.indexOf('kansai')).toBe(50);
  });

  it('goes on behind an error of one tenant or one job, and logs whose it was', async () => {
    const ran: string[] = [];
    const failing = job((slug) => {
      if (slug === 'yrd') return Promise.reject(new TypeError('li@a.example'));
      ran.push(slug);
      return Promise.resolve(0);
    });
    start([failing, job((slug) => Promise.resolve(ran.push(`other ${slug}`) && 0), 'spec.other')]);
    await until(() => ran.filter((slug) => slug === 'kansai').length >= 2 && ran.includes('other yrd'));
    expect(warned[0]).toEqual({ job: 'spec.job', tenant: 'yrd', error: 'TypeError' });
  });

  it('tries again when it cannot tell which tenants there are', async () => {
    let asked = 0;
    const ran: string[] = [];
    const tenants = () => ((asked += 1) < 3 ? Promise.reject(new Error('away')) : Promise.resolve(TENANTS));
    start([job((slug) => Promise.resolve(ran.push(slug) && 0))], tenants);
    await until(() => ran.length > 0);
    expect(asked).toBeGreaterThanOrEqual(3);
  });

  it('never runs a job twice at the same moment', async () => {
    let running = 0;
    let most = 0;
    let ended = 0;
    start([
      job(async () => {
        running += 1;
        most = Math.max(most, running);
        await setTimeout(5);
        running -= 1;
        ended += 1;
        return 0;
      }),
    ]);
    await until(() => ended >= 4);
    expect(most).toBe(1);
  });

  it('waits for what is under way when it stops, and begins nothing more', async () => {
    const ran: string[] = [];
    start([
      job(async (slug) => {
        ran.push(`begin ${slug}`);
        await setTimeout(20);
        ran.push(`end ${slug}`);
        return 1;
      }),
    ]);
    await until(() => ran.length === 1);
    await runner?.stop();
    const atStop = [...ran];
    expect(atStop.slice(0, 2)).toEqual(['begin yrd', 'end yrd']);
    await setTimeout(20);
    expect(ran).toEqual(atStop);
  });

  it('stops for good before its first round, too', async () => {
    const ran: string[] = [];
    start([job((slug) => Promise.resolve(ran.push(slug) && 0))]);
    await runner?.stop();
    await setTimeout(10);
    expect(ran).toEqual([]);
  });
});
