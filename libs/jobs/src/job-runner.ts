import type { Tenant } from '@lianpiao/authz';
import { errorName } from '@lianpiao/kernel';
import type { DispatchLog } from '@lianpiao/outbox';

import type { TenantJob } from './tenant-job.js';

/** However much there is to do, other tenants get their turn after this many rounds. */
const ROUNDS_IN_A_ROW = 50;

/** Runs each job over all tenants, again and again, until stopped. One tenant's error is logged and does not stop the others. */
export class JobRunner {
  private stopped = false;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly jobs: readonly TenantJob[],
    private readonly tenants: () => Promise<readonly Tenant[]>,
    private readonly log: DispatchLog,
  ) {}

  start(): void {
    for (const job of this.jobs) this.schedule(job);
  }

  /** Starts nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.underWay);
  }

  private schedule(job: TenantJob): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const round = this.round(job).finally(() => {
        this.underWay.delete(round);
        this.schedule(job);
      });
      this.underWay.add(round);
    }, job.everyMs);
    this.timers.add(timer);
  }

  private async round(job: TenantJob): Promise<void> {
    const tenants = await this.tenants().catch(() => []);
    for (const tenant of tenants) await this.runFor(job, tenant);
  }

  private async runFor(job: TenantJob, tenant: Tenant): Promise<void> {
    try {
      for (let rounds = 0; rounds < ROUNDS_IN_A_ROW && !this.stopped; rounds += 1) {
        const done = await job.run(tenant);
        if (done === 0) return;
      }
    } catch (error) {
      this.log.warn({ job: job.name, tenant: tenant.slug, error: errorName(error) }, 'job failed');
    }
  }
}
