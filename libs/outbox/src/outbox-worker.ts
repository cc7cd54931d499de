import type { TenantBound } from '@lianpiao/db';
import { setTimeout as pause } from 'node:timers/promises';

import type { DispatchLog, Dispatcher } from './dispatcher.js';

export interface Tenants {
  all(): Promise<readonly TenantBound[]>;
  byId(tenantId: string): Promise<TenantBound | undefined>;
}

/** Under load events come every few milliseconds, and one transaction for ten of them costs little more than for one. */
const GATHER_MS = 50;

/**
 * Keeps the outboxes empty: drains a tenant when woken, and sweeps all of them now and then for what a lost wake-up, a
 * pause or a crash left behind. One drain per tenant at a time; what arrives meanwhile, and shortly after, makes it run once
 * more.
 */
export class OutboxWorker {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly tenants: Tenants,
    private readonly log: DispatchLog,
    private readonly sweepEveryMs = 2_000,
    private readonly gatherMs = GATHER_MS,
  ) {}

  start(): void {
    this.scheduleSweep();
  }

  wake(tenantId: string): void {
    if (this.stopped) return;
    if (this.running.has(tenantId)) {
      this.again.add(tenantId);
      return;
    }
    const run = this.drainAndGather(tenantId).finally(() => {
      this.running.delete(tenantId);
      if (this.again.delete(tenantId)) this.wake(tenantId);
    });
    this.running.set(tenantId, run);
  }

  /** Stops taking work and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.running.values());
  }

  private async drainAndGather(tenantId: string): Promise<void> {
    await this.drain(tenantId);
    if (!this.stopped) await pause(this.gatherMs);
  }

  private async drain(tenantId: string): Promise<void> {
    try {
      const bound = await this.tenants.byId(tenantId);
      if (bound) await this.dispatcher.drain(bound);
    } catch (error) {
      this.log.warn(
        { tenantId, error: error instanceof Error ? error.name : 'unknown' },
        'outbox could not be drained',
      );
    }
  }

  private scheduleSweep(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.sweep().finally(() => {
        this.scheduleSweep();
      });
    }, this.sweepEveryMs);
  }

  private async sweep(): Promise<void> {
    const tenants = await this.tenants.all().catch(() => []);
    for (const bound of tenants) this.wake(bound.tenant.scope.tenantId);
  }
}
