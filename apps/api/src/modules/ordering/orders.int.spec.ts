import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, newId } from '@lianpiao/kernel';

import { CapacityExhausted } from '../inventory/index.js';
import type { NewOrder, Order } from './domain/order.js';
import { nextState, ORDER_STATES, ORDER_TRANSITIONS, type OrderEvent, type OrderState } from './domain/order-state.js';
import { ExpireOrdersJob } from './jobs/expire-orders.job.js';
import { OrderNotFound, OrderStateConflict, PartnerNotActive, UnitNotOnSale } from './ordering.failures.js';
import { OrderRepository } from './persistence/order-repository.js';
import { HOLD_SECONDS, OrderDesk, PLACES } from './testing/order-desk.js';
import { CancelOrder } from './use-cases/cancel-order.js';
import { HoldOrder } from './use-cases/hold-order.js';

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open();
});
afterAll(() => desk.close());

let days = 0;
/** A day nobody has asked for yet. */
function anotherDay(): string {
  days += 1;
  return addDays('2026-05-02', days);
}

function hold(request: Parameters<HoldOrder['execute']>[1], ctx = desk.visitor()): Promise<Order> {
  return desk.app.get(HoldOrder).execute(ctx, request);
}

function cancel(order: Order, accessKey: string | null = desk.keyOf(order), idempotencyKey = newId()): Promise<Order> {
  const request = { idempotencyKey, orderId: order.id, accessKey };
  return desk.app.get(CancelOrder).execute(desk.visitor(), request);
}

describe('holding an order', () => {
  it('prices it, takes its places and says until when', async () => {
    const day = anotherDay();
    const order = await hold(await desk.wanted(day));
    expect(order).toMatchObject({ state: 'held', currency: 'CNY', totalMinor: 12_000n, channelKind: 'storefront' });
    expect(order.lines).toMatchObject([
      { line: 1, quantity: 2, listPriceMinor: 6_000n, unitPriceMinor: 6_000n, totalMinor: 12_000n, visitDate: day },
    ]);
    expect(order.expiresAt?.getTime()).toBe(desk.tenants.clock.now().getTime() + HOLD_SECONDS * 1_000);
    expect(order.number).toMatch(/^260501-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(await desk.order(order)).toMatchObject({ ...order });
    expect(await desk.places(day)).toEqual({ held: 2, sold: 0 });
  });

  it('is the sum of its lines, whatever their number', async () => {
    const unitId = await desk.unitId();
    const lines = [1, 7, 30].map((quantity) => ({ unitId, quantity, visitDate: anotherDay() }));
    const order = await hold({ idempotencyKey: newId(), lines });
    expect(order.lines.map(({ totalMinor }) => totalMinor)).toEqual([6_000n, 42_000n, 180_000n]);
    expect(order.totalMinor).toBe(228_000n);
  });

  it('happens once per key', async () => {
    const day = anotherDay();
    const request = await desk.wanted(day);
    const [first, second] = await Promise.all([hold(request), hold(request)]);
    expect(second).toEqual(first);
    expect(await desk.places(day)).toEqual({ held: 2, sold: 0 });
  });

  it('keeps the buyer’s name out of what may be stored as an answer', async () => {
    const contact = { name: '王芳', email: 'wang@example.cn', phone: '+86 138 0000 0000' };
    const order = await hold(await desk.wanted(anotherDay(), { contact }));
    const [row] = await desk.rows('SELECT contact_name, contact_email FROM sales_order WHERE id = $1', [order.id]);
    expect(row).toEqual({ contact_name: '王芳', contact_email: 'wang@example.cn' });
    const [command] = await desk.rows<{ answer: string }>(
      `SELECT response::text AS answer FROM command WHERE response::text LIKE '%' || $1 || '%'`,
      [order.id],
    );
    expect(command?.answer).not.toMatch(/王芳|wang@|138/);
  });

  it('leaves nothing when one of its dates has too few places', async () => {
    const [roomy, full] = [anotherDay(), anotherDay()];
    await desk.held(full, desk.visitor(), PLACES - 1);
    const unitId = await desk.unitId();
    const lines = [roomy, full].map((visitDate) => ({ unitId, quantity: 2, visitDate }));
    const error: unknown = await hold({ idempotencyKey: newId(), lines }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CapacityExhausted);
    expect(error).toMatchObject({ attractionCode: 'zhouzhuang', visitDate: full, left: 1 });
    expect(await desk.places(roomy)).toEqual({ held: 0, sold: 0 });
  });

  it.each([
    ['no lines', 'lines', () => []],
    ['a quantity of nothing', 'lines.0.quantity', (unitId: string) => [{ unitId, quantity: 0 }]],
    ['too many', 'lines.0.quantity', (unitId: string) => [{ unitId, quantity: 101 }]],
    ['yesterday', 'lines.0.visitDate', (unitId: string) => [{ unitId, quantity: 1, visitDate: '2026-04-30' }]],
    ['a day too far off', 'lines.0.visitDate', (unitId: string) => [{ unitId, quantity: 1, visitDate: '2027-05-03' }]],
    ['a day that is none', 'lines.0.visitDate', (unitId: string) => [{ unitId, quantity: 1, visitDate: '2026-02-30' }]],
  ])('refuses %s, naming the field', async (_, field, lines) => {
    const request = { idempotencyKey: newId(), lines: lines(await desk.unitId()) };
    await expect(async () => hold(request)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('refuses what is not on sale, naming the line', async () => {
    const unitId = await desk.unitId();
    const good = { unitId, quantity: 1, visitDate: anotherDay() };
    for (const bad of [
      { ...good, unitId: newId() },
      { ...good, unitId: 'x' },
      { unitId, quantity: 1 },
    ]) {
      const failing = hold({ idempotencyKey: newId(), lines: [good, bad] });
      await expect(failing).rejects.toMatchObject({ code: new UnitNotOnSale(1).code, line: 1 });
    }
  });

  it('refuses a partner nobody knows, and staff, who sell nothing', async () => {
    const request = await desk.wanted(anotherDay());
    await expect(hold(request, desk.staff('ota-partner'))).rejects.toBeInstanceOf(PartnerNotActive);
    await expect(hold(request, desk.staff('finance'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('sells nothing of another region', async () => {
    const lines = [{ unitId: await desk.unitId(), quantity: 1, visitDate: anotherDay() }];
    const failing = hold({ idempotencyKey: newId(), lines }, desk.visitor(desk.tenants.b));
    await expect(failing).rejects.toBeInstanceOf(UnitNotOnSale);
    expect(await desk.rows('SELECT FROM sales_order', [], desk.tenants.b)).toEqual([]);
  });
});

describe('giving an order up', () => {
  it('gives the places back, once', async () => {
    const day = anotherDay();
    const order = await desk.held(day);
    const key = newId();
    expect(await cancel(order, undefined, key)).toMatchObject({ id: order.id, state: 'cancelled' });
    expect(await cancel(order, undefined, key)).toMatchObject({ state: 'cancelled' });
    expect(await desk.places(day)).toEqual({ held: 0, sold: 0 });
    await expect(cancel(order)).rejects.toMatchObject(new OrderStateConflict('cancelled'));
  });

  it('is for who holds its key; to others the order does not exist', async () => {
    const order = await desk.held(anotherDay());
    const other = await desk.held(anotherDay());
    for (const key of [null, '', 'x', desk.keyOf(other)])
      await expect(cancel(order, key)).rejects.toBeInstanceOf(OrderNotFound);
    await expect(cancel({ ...order, id: newId() })).rejects.toBeInstanceOf(OrderNotFound);
    expect(await desk.stateOf(order)).toBe('held');
  });
});

describe('an order whose time is up', () => {
  it('expires, once, and gives its places back; one that still has time stays', async () => {
    const [day, later] = [anotherDay(), anotherDay()];
    const due = await desk.held(day);
    desk.tenants.clock.advance(HOLD_SECONDS * 1_000);
    const fresh = await desk.held(later);
    const job = desk.app.get(ExpireOrdersJob);
    await Promise.all([job.run(desk.a), job.run(desk.a), job.run(desk.a)]);
    expect([await desk.stateOf(due), await desk.stateOf(fresh)]).toEqual(['expired', 'held']);
    expect([await desk.places(day), await desk.places(later)]).toEqual([
      { held: 0, sold: 0 },
      { held: 2, sold: 0 },
    ]);
    expect(await job.run(desk.a)).toBe(0);
  });

  it('expires or is cancelled, not both, and its places go back once', async () => {
    const day = anotherDay();
    const order = await desk.held(day);
    desk.tenants.clock.advance(HOLD_SECONDS * 1_000);
    await Promise.allSettled([cancel(order), desk.app.get(ExpireOrdersJob).run(desk.a)]);
    await desk.app.get(ExpireOrdersJob).run(desk.a);
    expect(['expired', 'cancelled']).toContain(await desk.stateOf(order));
    expect(await desk.places(day)).toEqual({ held: 0, sold: 0 });
  });
});

describe('the life of an order, in the database', () => {
  const events = new Set(Object.values(ORDER_TRANSITIONS).flatMap((steps) => Object.keys(steps) as OrderEvent[]));
  const steps = ORDER_STATES.flatMap((state) => [...events].map((event) => [state, event] as const));

  /** An order put into a state by hand. */
  async function anOrder(state: OrderState): Promise<string> {
    const at = desk.tenants.clock.now();
    const { lines: _lines, ...like } = await desk.held(anotherDay());
    const contact = { name: null, email: null, phone: null };
    const order: NewOrder = {
      ...like,
      id: newId(),
      number: newId(),
      lines: [],
      contact,
      locale: 'en',
      placedBy: 'spec',
    };
    await desk.write(desk.a, async (tx) => {
      await desk.app.get(OrderRepository).insert(tx, order);
      await tx.execute('UPDATE sales_order SET state = $2, paid_at = $3 WHERE id = $1', [order.id, state, at]);
    });
    return order.id;
  }

  it('follows the table: every step of every state, and no other', async () => {
    const orders = desk.app.get(OrderRepository);
    const ids = new Map<OrderState, string>();
    for (const state of ORDER_STATES) ids.set(state, await anOrder(state));
    for (const [state, event] of steps) {
      const id = ids.get(state) ?? '';
      const moved = await desk.write(desk.a, async (tx) => {
        const moves = await orders.advance(tx, id, event, desk.tenants.clock.now());
        const order = await orders.find(tx, id);
        await tx.execute('UPDATE sales_order SET state = $2 WHERE id = $1', [id, state]);
        return { moves, after: order?.state };
      });
      const after = nextState(state, event);
      const told = { state, event, moves: after !== undefined, after: after ?? state };
      expect({ state, event, ...moved }).toEqual(told);
    }
  });

  it.each([
    ['a state that is none', `state = 'lost'`],
    ['a paid order that was never paid', `state = 'paid', paid_at = NULL`],
    ['a held order without an end', `state = 'held', expires_at = NULL`],
  ])('refuses %s', async (_, change) => {
    const id = await anOrder('cancelled');
    const changing = desk.write(desk.a, (tx) => tx.execute(`UPDATE sales_order SET ${change} WHERE id = $1`, [id]));
    await expect(changing).rejects.toThrow('violates check constraint');
  });

  it.each([
    'DELETE FROM sales_order',
    'UPDATE sales_order SET total_minor = 0',
    'UPDATE order_line SET quantity = 1',
    'DELETE FROM payment',
    'UPDATE payment SET amount_minor = 1',
    'DELETE FROM payment_notice',
    'UPDATE refund SET amount_minor = 1',
  ])('never lets the tenant: %s', async (sql) => {
    await expect(desk.write(desk.a, (tx) => tx.execute(sql))).rejects.toThrow('permission denied');
  });
});
