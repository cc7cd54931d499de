import type { TenantBound, TenantTx } from '@lianpiao/db';

/** A fact that other modules act on. The payload holds ids and values of JSON, bigint and Date; never an entity. */
export interface DomainEvent<Type extends string = string, Payload extends object = object> {
  readonly type: Type;
  readonly occurredAt: Date;
  readonly payload: Payload;
}

/** An event as a consumer gets it; `id` is what it keys its own idempotency on. */
export interface ReceivedEvent<Payload extends object = object> extends DomainEvent<string, Payload> {
  readonly id: string;
}

/**
 * Acts on events, in the transaction that also takes them off the outbox: both happen or neither. Delivery is at least
 * once and nearly in order; a consumer whose precondition has not arrived yet throws and is called again later.
 */
export interface OutboxConsumer {
  readonly name: string;
  readonly types: readonly string[];
  handle(tx: TenantTx, events: readonly ReceivedEvent[], bound: TenantBound): Promise<void>;
}
