import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TwoTenants } from '@lianpiao/testing';

import { ATTEMPTS_BEFORE_PARKING, Dispatcher, Outbox, type OutboxConsumer, type ReceivedEvent } from './index.js';

/** Counts what reached it; refuses what the spec calls poison. */
class Counting implements OutboxConsumer {
  readonly name = 'counting';
  readonly types = ['Counted'];
  readonly got: number[] = [];

  async handle(_tx: unknown, events: readonly ReceivedEvent[]): Promise<void> {
    const numbers = events.map(({ payload }) => (payload as { n: number }).n);
    if (numbers.includes(POISON)) throw new TypeError('poison');
    await Promise.resolve();
    this.got.push(...numbers);
  }
}

const POISON = 13;

let tenants: TwoTenants;
let consumer: Counting;
let dispatcher: Dispatcher;
const woken: string[] = [];
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());
beforeEach(() => {
  consumer = new Counting();
  dispatcher = new Dispatcher(tenants.unitOfWork, [consumer], tenants.clock, { warn: () => undefined });
});

async function append(numbers: readonly number[], then: () => void = () => undefined): Promise<void> {
  const outbox = new Outbox([consumer], { wake: (id) => Promise.resolve(void woken.push(id)) });
  const occurredAt = tenants.clock.now();
  await tenants.unitOfWork.write({ tenant: tenants.a }, async (tx) => {
    await outbox.append(
      tx,
      numbers.map((n) => ({ type: 'Counted', occurredAt, payload: { n } })),
    );
    then();
  });
}

function waiting(of: 'a' | 'b'): Promise<{ attempts: number; parked: boolean; last_error: string | null }[]> {
  return tenants.unitOfWork.read({ tenant: tenants[of] }, (tx) =>
    tx.query('SELECT attempts, parked_at IS NOT NULL AS parked, last_error FROM outbox'),
  );
}

describe('the outbox', () => {
  it('delivers every event once, in order, and to its own tenant only', async () => {
    const numbers = Array.from({ length: 450 }, (_, n) => n + 100);
    await append(numbers);
    expect(woken).toContain(tenants.a.id);
    expect(await dispatcher.drain({ tenant: tenants.b })).toBe(0);
    expect(await dispatcher.drain({ tenant: tenants.a })).toBe(450);
    expect(consumer.got).toEqual(numbers);
    expect(await waiting('a')).toEqual([]);
  });

  it('delivers every event once however many dispatchers run', async () => {
    const numbers = Array.from({ length: 900 }, (_, n) => n + 100);
    await append(numbers);
    await Promise.all(Array.from({ length: 5 }, () => dispatcher.drain({ tenant: tenants.a })));
    expect(consumer.got.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  it('holds nothing of a transaction that rolled back, and wakes nobody for it', async () => {
    woken.length = 0;
    const failing = append([1], () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await waiting('a')).toEqual([]);
    expect(woken).toEqual([]);
  });

  it('keeps for later what happens later', async () => {
    await append([1]);
    const at = tenants.clock.now();
    tenants.clock.set(new Date(at.getTime() - 1_000));
    expect(await dispatcher.drain({ tenant: tenants.a })).toBe(0);
    tenants.clock.set(at);
    expect(await dispatcher.drain({ tenant: tenants.a })).toBe(1);
  });

  it('parks a poisonous event after its attempts, and delivers the others at once', async () => {
    await append([1, POISON, 2]);
    await dispatcher.drain({ tenant: tenants.a });
    expect(consumer.got).toEqual([1, 2]);
    for (let times = 1; times < ATTEMPTS_BEFORE_PARKING; times += 1) {
      tenants.clock.advance(1_800_000);
      await dispatcher.drain({ tenant: tenants.a });
    }
    expect(await waiting('a')).toEqual([{ attempts: ATTEMPTS_BEFORE_PARKING, parked: true, last_error: 'TypeError' }]);
  });
});
