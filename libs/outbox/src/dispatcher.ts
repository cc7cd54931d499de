import type { PreparedSql, TenantBound, TenantTx, UnitOfWork } from '@lianpiao/db';
import { decodeStored, errorName, type Clock } from '@lianpiao/kernel';

import type { OutboxConsumer, ReceivedEvent } from './event.js';

const BATCH = 200;
/** About two hours of growing pauses; after that a person has to look. */
export const ATTEMPTS_BEFORE_PARKING = 12;

/** By the primary key, in its order: claiming costs the same however long the outbox is. */
export const CLAIM: PreparedSql = {
  name: 'outbox.claim',
  text: (schema) => `
    SELECT id, type, payload ->> 'stored' AS payload, occurred_at, attempts FROM ${schema}.outbox
    WHERE consumer = $1 AND parked_at IS NULL AND available_at <= $2 AND ($4::uuid IS NULL OR id = $4)
    ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED`,
};

interface OutboxRow {
  id: string;
  type: string;
  payload: string;
  occurred_at: Date;
  attempts: number;
}

/** Reports an event that was put aside; error text never contains its values. */
export interface DispatchLog {
  warn(record: object, message: string): void;
}

/**
 * Hands waiting events to their consumers. Any number of dispatchers may run: each claims rows with SKIP LOCKED. A batch that
 * fails is repeated event by event, so that one poisonous event delays nobody; it is retried with growing pauses and
 * finally parked, where an operator finds it.
 */
export class Dispatcher {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consumers: readonly OutboxConsumer[],
    private readonly clock: Clock,
    private readonly log: DispatchLog,
  ) {}

  /** Delivers what is due in one tenant; resolves to the number of events consumed. */
  async drain(bound: TenantBound): Promise<number> {
    let consumed = 0;
    for (const consumer of this.consumers) consumed += await this.drainConsumer(bound, consumer);
    return consumed;
  }

  private async drainConsumer(bound: TenantBound, consumer: OutboxConsumer): Promise<number> {
    let consumed = 0;
    for (;;) {
      const batch = await this.deliver(bound, consumer, BATCH).catch(() => undefined);
      const done = batch ?? (await this.deliverSingly(bound, consumer));
      consumed += done;
      // A batch that was not full took all there was; what was committed since has its own wake-up.
      const wasLast = batch === undefined ? done === 0 : done < BATCH;
      if (wasLast) return consumed;
    }
  }

  private async deliverSingly(bound: TenantBound, consumer: OutboxConsumer): Promise<number> {
    let consumed = 0;
    for (let tried = 0; tried < BATCH; tried += 1) {
      const done = await this.deliverOne(bound, consumer);
      if (done === 'nothing due') break;
      if (done === 'consumed') consumed += 1;
    }
    return consumed;
  }

  private async deliverOne(
    bound: TenantBound,
    consumer: OutboxConsumer,
  ): Promise<'consumed' | 'postponed' | 'nothing due'> {
    const [next] = await this.unitOfWork.write(bound, (tx) => this.claim(tx, consumer, 1));
    if (!next) return 'nothing due';
    try {
      await this.unitOfWork.write(bound, async (tx) => {
        const stillMine = await this.claim(tx, consumer, 1, next.id);
        await this.consume(tx, consumer, stillMine, bound);
      });
      return 'consumed';
    } catch (error) {
      await this.postpone(bound, consumer, next, error);
      return 'postponed';
    }
  }

  private deliver(bound: TenantBound, consumer: OutboxConsumer, limit: number): Promise<number> {
    return this.unitOfWork.write(bound, async (tx) => {
      const rows = await this.claim(tx, consumer, limit);
      await this.consume(tx, consumer, rows, bound);
      return rows.length;
    });
  }

  private claim(tx: TenantTx, consumer: OutboxConsumer, limit: number, id: string | null = null): Promise<OutboxRow[]> {
    return tx.prepared<OutboxRow>(CLAIM, [consumer.name, this.clock.now(), limit, id]);
  }

  private async consume(
    tx: TenantTx,
    consumer: OutboxConsumer,
    rows: readonly OutboxRow[],
    bound: TenantBound,
  ): Promise<void> {
    if (rows.length === 0) return;
    await consumer.handle(tx, rows.map(received), bound);
    await tx.execute('DELETE FROM outbox WHERE consumer = $1 AND id = ANY($2)', [
      consumer.name,
      rows.map((row) => row.id),
    ]);
  }

  private async postpone(bound: TenantBound, consumer: OutboxConsumer, row: OutboxRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const now = this.clock.now();
    const park = attempts >= ATTEMPTS_BEFORE_PARKING;
    const again = new Date(now.getTime() + Math.min(200 * 2 ** attempts, 1_800_000));
    await this.unitOfWork.write(bound, (tx) =>
      tx.execute(
        'UPDATE outbox SET attempts = $3, available_at = $4, parked_at = $5, last_error = $6 WHERE consumer = $1 AND id = $2',
        [consumer.name, row.id, attempts, again, park ? now : null, errorName(error)],
      ),
    );
    const record = { consumer: consumer.name, event: row.id, type: row.type, attempts, error: errorName(error) };
    this.log.warn(record, park ? 'event parked' : 'event postponed');
  }
}

function received(row: OutboxRow): ReceivedEvent {
  return { id: row.id, type: row.type, occurredAt: row.occurred_at, payload: decodeStored<object>(row.payload) };
}
