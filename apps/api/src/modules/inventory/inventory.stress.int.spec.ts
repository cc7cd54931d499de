import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestContext } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { TwoTenants } from '@lianpiao/testing';
import fc from 'fast-check';

import { catalogEntities } from '../catalog/persistence/catalog.entities.js';
import { catalogParts, onSale } from '../catalog/testing/catalog-builder.js';
import { after, COUNTED, type HoldState, type HoldStep } from './domain/hold-state.js';
import { Inventory } from './inventory.js';
import { CapacityExhausted, HoldNotActive } from './inventory.failures.js';
import type { HoldLine } from './inventory.types.js';
import { HoldRepository } from './persistence/hold-repository.js';

const CAPACITY = 50;
const FAR = new Date('2030-01-01T00:00:00Z');

let tenants: TwoTenants;
let inventory: Inventory;
let admin: RequestContext;
let ids: readonly string[];

beforeAll(async () => {
  tenants = await TwoTenants.open(catalogEntities);
  const parts = catalogParts(tenants.unitOfWork, tenants.clock);
  inventory = new Inventory(parts.catalog, new HoldRepository());
  admin = tenants.request(tenants.a, ['bureau-admin']);
  await onSale(parts, admin, { kind: 'combo', attractionCodes: ['a', 'b', 'c', 'd'] });
  ids = (await tenants.unitOfWork.read(admin, (tx) => parts.catalog.allAttractions(tx))).map(({ id }) => id);
});
afterAll(() => tenants.close());

/** Transactions that were begun: more than were asked for means that some had to be repeated, e.g. after a deadlock. */
let begun = 0;
function write<T>(work: (tx: TenantTx) => Promise<T>): Promise<T> {
  return tenants.unitOfWork.write(admin, (tx) => {
    begun += 1;
    return work(tx);
  });
}

const now = () => tenants.clock.now();
const line = (attraction: number, visitDate: string, quantity: number): HoldLine => ({
  attractionId: ids[attraction] ?? '',
  visitDate,
  startsAt: null,
  quantity,
});
const hold = (lines: readonly HoldLine[]) => write((tx) => inventory.hold(tx, { expiresAt: FAR, lines }, now()));

/** Takes a step; answers whether the hold was in a state for it. */
function take(id: string, step: HoldStep): Promise<void> {
  return write(async (tx) => {
    if (step === 'confirm') await inventory.confirm(tx, id, now());
    if (step === 'release') await inventory.release(tx, id, now());
    if (step === 'expire') await inventory.expire(tx, [id], now());
  });
}

/** What the slots count must be what the holds say. */
async function mustAddUp(): Promise<void> {
  const wrong = await write((tx) =>
    tx.query(
      `SELECT s.id, s.held, s.sold, s.capacity FROM slot s
       LEFT JOIN hold_line l ON l.slot_id = s.id LEFT JOIN hold h ON h.id = l.hold_id
       GROUP BY s.id
       HAVING s.held <> coalesce(sum(l.quantity) FILTER (WHERE h.state = 'active'), 0)
         OR s.sold <> coalesce(sum(l.quantity) FILTER (WHERE h.state = 'confirmed'), 0)
         OR s.held + s.sold > s.capacity`,
    ),
  );
  expect(wrong).toEqual([]);
}

const expected = (error: unknown) => error instanceof CapacityExhausted || error instanceof HoldNotActive;

describe('capacity under load', () => {
  it('gives 50 places to 50 of 200 buyers who want one at once, though the slot does not exist yet', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => hold([line(0, '2026-07-01', 1)])));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(outcomes.length - refused.length).toBe(CAPACITY);
    expect(refused.every((error) => error instanceof CapacityExhausted)).toBe(true);
    await mustAddUp();
  });

  it('never deadlocks nor oversells, whatever buyers of several slots do at once', async () => {
    const dates = ['2026-07-02', '2026-07-03'];
    const random = fc.sample(
      fc.record({
        lines: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(1)), {
          minLength: 1,
          maxLength: 6,
          selector: ([a, d]) => `${a} ${d}`,
        }),
        quantity: fc.integer({ min: 1, max: 4 }),
        steps: fc.array(fc.constantFrom<HoldStep>('confirm', 'release', 'expire'), { maxLength: 3 }),
      }),
      150,
    );
    begun = 0;
    let asked = 0;
    const buyers = random.map(async ({ lines, quantity, steps }) => {
      asked += 1;
      const id = await hold(lines.map(([attraction, date]) => line(attraction, dates[date] ?? '', quantity)));
      for (const step of steps) {
        asked += 1;
        await take(id, step);
      }
    });
    const unexpected = (await Promise.allSettled(buyers)).filter(
      (outcome) => outcome.status === 'rejected' && !expected(outcome.reason),
    );
    expect(unexpected).toEqual([]);
    expect(begun).toBe(asked);
    await mustAddUp();
  });

  it('counts the places of one hold once, when everything happens to it at once', async () => {
    const holds = await Promise.all(Array.from({ length: 10 }, () => hold([line(1, '2026-07-04', 2)])));
    const steps = holds.flatMap((id) =>
      (['confirm', 'release', 'expire', 'confirm', 'release'] as const).map((step) => take(id, step)),
    );
    const unexpected = (await Promise.allSettled(steps)).filter(
      (outcome) => outcome.status === 'rejected' && !expected(outcome.reason),
    );
    expect(unexpected).toEqual([]);
    await mustAddUp();
  });

  it('lets several workers expire the same holds, each once', async () => {
    const lines = [line(2, '2026-07-05', 1), line(3, '2026-07-05', 1)];
    const due = await Promise.all(
      Array.from({ length: 40 }, () => write((tx) => inventory.hold(tx, { expiresAt: now(), lines }, now()))),
    );
    const expired = await Promise.all(
      Array.from({ length: 8 }, () => write((tx) => inventory.expireDue(tx, now(), 10))),
    );
    const rest = await write((tx) => inventory.expireDue(tx, now(), 100));
    expect([...expired.flat(), ...rest].toSorted()).toEqual(due.toSorted());
    await mustAddUp();
  });
});

describe('holds in any order of steps', () => {
  it('are in the state the table says, with their places counted so', async () => {
    let run = 0;
    const plans = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 12 }),
        steps: fc.array(fc.constantFrom<HoldStep>('confirm', 'release', 'expire'), { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(plans, async (holds) => {
        run += 1;
        const date = `2027-${String(1 + (run % 12)).padStart(2, '0')}-${String(1 + Math.floor(run / 12)).padStart(2, '0')}`;
        let [held, sold] = [0, 0];
        for (const { quantity, steps } of holds) {
          const fits = held + sold + quantity <= CAPACITY;
          const id = await hold([line(0, date, quantity)]).catch((error: unknown) =>
            expected(error) ? undefined : Promise.reject(error as Error),
          );
          expect(id !== undefined).toBe(fits);
          if (id === undefined) continue;
          let state: HoldState = 'active';
          for (const step of steps) {
            await take(id, step).catch((error: unknown) =>
              expected(error) ? undefined : Promise.reject(error as Error),
            );
            state = after(state, step);
          }
          held += quantity * COUNTED[state].held;
          sold += quantity * COUNTED[state].sold;
        }
        const slot = await write((tx) =>
          tx.one<{ held: number; sold: number }>('SELECT held, sold FROM slot WHERE visit_date = $1', [date]),
        );
        expect(slot).toEqual({ held, sold });
      }),
      { numRuns: 40 },
    );
  });
});
