import { CLOCK, type Tenant } from '@lianpiao/authz';
import { IdempotencyKeyReused, sqlState, UnitOfWork } from '@lianpiao/db';
import { businessDate, newId, type Clock } from '@lianpiao/kernel';
import { Outbox } from '@lianpiao/outbox';
import { Inject, Injectable } from '@nestjs/common';

import {
  RedemptionRepository,
  type BatchFrame,
  type EarlierRow,
  type PerScan,
  type ScanRow,
  type VerdictRow,
  type WaitingScan,
} from '../persistence/redemption-repository.js';
import { TooManyScans } from '../ticketing.failures.js';

interface Waiting {
  readonly scan: WaitingScan;
  readonly resolve: (verdict: VerdictRow) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  waiting: Waiting[];
  /** Batches under way. */
  running: number;
}

const MOST_PER_BATCH = 100;
/** While one waits for the disk or for its answer to be read, the other is decided (measured: a third more scans than with one). */
const MOST_UNDER_WAY = 2;
/** At some 5,000 scans a second this is what can be answered within a second. */
const MOST_WAITING = 5_000;
const EVENT_TYPES = ['TicketRedeemed', 'PassFirstUsed', 'PassClosed'];
/** Data exception, broken constraint, lock not available: one scan's fault, maybe, and not all others'. */
const OF_ONE_SCAN = /^(22|23|55P03)/;

/**
 * Natural batching: two batches per tenant are under way, and what arrives meanwhile is the next. An idle gate never waits
 * for a timer, a busy one shares its round trip and its commit (measured: twice the scans of one statement each). Batches
 * that meet on a pass or a nonce wait for each other in the database, as those of two processes do.
 */
@Injectable()
export class RedemptionBatcher {
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly redemptions: RedemptionRepository,
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws TooManyScans when the queue is longer than can be answered in time
   * @throws IdempotencyKeyReused when the nonce came with another pass
   */
  submit(tenant: Tenant, scan: WaitingScan): Promise<VerdictRow> {
    const queue = this.queueOf(tenant);
    if (queue.waiting.length >= MOST_WAITING) return Promise.reject(new TooManyScans());
    return new Promise((resolve, reject) => {
      queue.waiting.push({ scan, resolve, reject });
      if (queue.running < MOST_UNDER_WAY) void this.drain(tenant, queue);
    });
  }

  private queueOf(tenant: Tenant): Queue {
    const known = this.queues.get(tenant.id);
    if (known) return known;
    const made: Queue = { waiting: [], running: 0 };
    this.queues.set(tenant.id, made);
    return made;
  }

  private async drain(tenant: Tenant, queue: Queue): Promise<void> {
    queue.running += 1;
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, MOST_PER_BATCH);
      const again = await this.decide(tenant, batch);
      queue.waiting.unshift(...again);
    }
    queue.running -= 1;
  }

  /** Settles every scan it can; answers those that have to be decided in a batch after this one. */
  private async decide(tenant: Tenant, batch: readonly Waiting[]): Promise<Waiting[]> {
    try {
      return await this.settle(tenant, batch);
    } catch (error) {
      if (!OF_ONE_SCAN.test(sqlState(error) ?? '')) {
        for (const { reject } of batch) reject(error);
        return [];
      }
      for (const waiting of batch) await this.decideSingly(tenant, waiting);
      return [];
    }
  }

  private async decideSingly(tenant: Tenant, waiting: Waiting): Promise<void> {
    try {
      const [undecided] = await this.settle(tenant, [waiting]);
      undecided?.reject(new Error('a scan on its own was not decided'));
    } catch (error) {
      waiting.reject(error);
    }
  }

  private async settle(tenant: Tenant, batch: readonly Waiting[]): Promise<Waiting[]> {
    const verdicts = await this.write(tenant, batch);
    const open = batch.filter(({ resolve }, index) => !answered(resolve, verdicts[index]));
    if (open.length === 0) return open;
    const earlier = await this.earlier(tenant, open);
    return open.filter(({ resolve, reject }, index) => {
      const verdict = earlier[index];
      if (!verdict?.reused) return !answered(resolve, verdict);
      reject(new IdempotencyKeyReused());
      return false;
    });
  }

  private earlier(tenant: Tenant, batch: readonly Waiting[]): Promise<PerScan<EarlierRow>> {
    const scans = batch.map(({ scan }) => scan);
    return this.unitOfWork.read({ tenant }, (tx) => this.redemptions.earlier(tx, scans));
  }

  private write(tenant: Tenant, batch: readonly Waiting[]): Promise<PerScan<VerdictRow>> {
    const frame = this.frame(tenant);
    const scans = batch.map(({ scan }) => identified(scan));
    return this.unitOfWork.write({ tenant }, (tx) => {
      this.outbox.wakeAfter(tx);
      return this.redemptions.redeem(tx, scans, frame);
    });
  }

  private frame({ timeZone, cutOff }: Tenant): BatchFrame {
    const now = this.clock.now();
    const subscriptions = EVENT_TYPES.flatMap((type) =>
      this.outbox.consumers(type).map((consumer) => [type, consumer] as const),
    );
    return { now, businessDay: businessDate(now, timeZone, cutOff), timeZone, cutOff, subscriptions };
  }
}

function identified(scan: WaitingScan): ScanRow {
  return { ...scan, redemptionId: newId(), firstUseEventId: newId(), closedEventId: newId() };
}

function answered(resolve: Waiting['resolve'], verdict: VerdictRow | undefined): boolean {
  if (verdict) resolve(verdict);
  return verdict !== undefined;
}
