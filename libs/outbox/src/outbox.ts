import type { PreparedSql, TenantTx } from '@lianpiao/db';
import { encodeStored, newId } from '@lianpiao/kernel';

import type { DomainEvent, OutboxConsumer } from './event.js';

/** Tells the worker that a tenant's outbox has something; losing it costs a sweep's delay, nothing else. */
export interface WakeUp {
  wake(tenantId: string): Promise<void>;
}

const APPEND: PreparedSql = {
  name: 'outbox.append',
  text: (schema) => `
    INSERT INTO ${schema}.outbox (id, consumer, type, payload, occurred_at, available_at)
    SELECT id, consumer, type, jsonb_build_object('stored', payload), occurred_at, occurred_at
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
      AS e (id, consumer, type, payload, occurred_at)`,
};

/** Puts events into the transaction that caused them: one row per consumer that wants the type. */
export class Outbox {
  private readonly consumersOf = new Map<string, string[]>();

  constructor(
    consumers: readonly Pick<OutboxConsumer, 'name' | 'types'>[],
    private readonly wakeUp: WakeUp,
  ) {
    for (const consumer of consumers) this.register(consumer);
  }

  /** Appends any number of events with one statement. */
  async append(tx: TenantTx, events: readonly DomainEvent[]): Promise<void> {
    const rows = events.flatMap((event) => this.rowsOf(event));
    if (rows.length === 0) return;
    await tx.prepared(APPEND, [
      rows.map((row) => row.id),
      rows.map((row) => row.consumer),
      rows.map((row) => row.type),
      rows.map((row) => row.payload),
      rows.map((row) => row.occurredAt),
    ]);
    this.wakeAfter(tx);
  }

  /**
   * Wakes the worker once `tx` has committed. `append` does; a hot path that writes outbox rows itself has to. Nobody waits
   * for it: a caller's answer must not depend on how soon Redis takes a message that may as well get lost.
   */
  wakeAfter(tx: TenantTx): void {
    const { tenantId } = tx.scope;
    tx.afterCommit(() => void this.wakeUp.wake(tenantId).catch(() => undefined));
  }

  /** Who consumes a type; a hot path that writes outbox rows in its own statement asks here. */
  consumers(type: string): readonly string[] {
    return this.consumersOf.get(type) ?? [];
  }

  private register(consumer: Pick<OutboxConsumer, 'name' | 'types'>): void {
    for (const type of consumer.types) {
      this.consumersOf.set(type, [...(this.consumersOf.get(type) ?? []), consumer.name]);
    }
  }

  private rowsOf(event: DomainEvent) {
    const id = newId();
    const payload = encodeStored(event.payload);
    const { type, occurredAt } = event;
    return this.consumers(type).map((consumer) => ({ id, consumer, type, payload, occurredAt }));
  }
}
