export { ATTEMPTS_BEFORE_PARKING, Dispatcher, type DispatchLog } from './dispatcher.js';
export type { DomainEvent, OutboxConsumer, ReceivedEvent } from './event.js';
export { OutboxWorker, type Tenants } from './outbox-worker.js';
export { Outbox, type WakeUp } from './outbox.js';
export { onWakeUp, RedisWakeUp } from './redis-wake-up.js';
