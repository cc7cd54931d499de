import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestContext } from '@lianpiao/authz';
import { addDays, newId } from '@lianpiao/kernel';
import fc from 'fast-check';

import type { Order } from './domain/order.js';
import { CreditExceeded, OrderNotFound, OrderStateConflict, PartnerCodeTaken } from './ordering.failures.js';
import { OrderDesk } from './testing/order-desk.js';
import { ConfirmOrder } from './use-cases/confirm-order.js';
import { CreatePartner } from './use-cases/create-partner.js';
import { HoldOrder } from './use-cases/hold-order.js';
import { RefundOrder } from './use-cases/refund-order.js';

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open();
});
afterAll(() => desk.close());

let days = 0;
function anotherDay(): string {
  days += 1;
  return addDays('2026-05-02', days);
}

function confirm(ctx: RequestContext, order: Order, idempotencyKey = newId()): Promise<Order> {
  return desk.app.get(ConfirmOrder).execute(ctx, { idempotencyKey, orderId: order.id });
}

function refund(ctx: RequestContext, order: Order, idempotencyKey = newId()) {
  return desk.app.get(RefundOrder).execute(ctx, { idempotencyKey, orderId: order.id, reason: 'no longer wanted' });
}

describe('a partner on account', () => {
  it('pays its net rate for each unit, rounded once', async () => {
    const ctx = await desk.partner(1_000_000n, 333_333);
    const order = await desk.held(anotherDay(), ctx, 3);
    expect(order.lines).toMatchObject([{ listPriceMinor: 6_000n, unitPriceMinor: 2_000n, totalMinor: 6_000n }]);
    expect(order).toMatchObject({ totalMinor: 6_000n, channelKind: 'partner', clientId: ctx.principal.clientId });
  });

  it('draws the total on its credit when it confirms; the order is paid and its places are sold', async () => {
    const day = anotherDay();
    const ctx = await desk.partner(1_000_000n);
    const order = await desk.held(day, ctx);
    expect(await desk.creditUsed(ctx)).toBe(0n);
    expect(await confirm(ctx, order)).toMatchObject({ state: 'paid', totalMinor: 10_200n });
    expect(await desk.creditUsed(ctx)).toBe(10_200n);
    expect(await desk.places(day)).toEqual({ held: 0, sold: 2 });
    const [told] = await desk.told(order);
    expect(told).toMatchObject({ type: 'OrderPaid', payload: { provider: null, totalMinor: 10_200n } });
  });

  it('confirms once, however often it asks', async () => {
    const ctx = await desk.partner(1_000_000n);
    const order = await desk.held(anotherDay(), ctx);
    const key = newId();
    await Promise.all([confirm(ctx, order, key), confirm(ctx, order, key)]);
    await expect(confirm(ctx, order)).rejects.toBeInstanceOf(OrderStateConflict);
    expect(await desk.creditUsed(ctx)).toBe(10_200n);
    expect(await desk.told(order)).toHaveLength(1);
  });

  it('never draws more than its limit, when several orders meet', async () => {
    const ctx = await desk.partner(25_000n);
    const orders = await Promise.all(Array.from({ length: 6 }, () => desk.held(anotherDay(), ctx)));
    const settled = await Promise.allSettled(orders.map((order) => confirm(ctx, order)));
    const refused = settled.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual(
      Array.from({ length: 4 }, () => expect.any(CreditExceeded)),
    );
    expect(await desk.creditUsed(ctx)).toBe(20_400n);
    const states = await Promise.all(orders.map((order) => desk.stateOf(order)));
    expect(states.toSorted()).toEqual(['held', 'held', 'held', 'held', 'paid', 'paid']);
  });

  it('may use its limit to the last unit, and not one more', async () => {
    const ctx = await desk.partner(20_400n);
    const [first, second, third] = [
      await desk.held(anotherDay(), ctx),
      await desk.held(anotherDay(), ctx),
      await desk.held(anotherDay(), ctx, 1),
    ];
    await confirm(ctx, first);
    await confirm(ctx, second);
    await expect(confirm(ctx, third)).rejects.toBeInstanceOf(CreditExceeded);
    const overdrawn = `UPDATE sales_channel SET credit_used_minor = 20401 WHERE client_id = $1`;
    const forced = desk.write(desk.a, (tx) => tx.execute(overdrawn, [ctx.principal.clientId]));
    await expect(forced).rejects.toThrow('credit_never_overdrawn');
  });

  it('sees and confirms its own orders alone', async () => {
    const [one, other] = [await desk.partner(1_000_000n), await desk.partner(1_000_000n)];
    const order = await desk.held(anotherDay(), one);
    await expect(confirm(other, order)).rejects.toBeInstanceOf(OrderNotFound);
    await expect(confirm(one, await desk.held(anotherDay()))).rejects.toBeInstanceOf(OrderNotFound);
  });

  it('gets its credit back with a refund, at once and once', async () => {
    const day = anotherDay();
    const ctx = await desk.partner(1_000_000n);
    const order = await desk.held(day, ctx);
    await confirm(ctx, order);
    await desk.markIssued(order);
    const key = newId();
    const [first, second] = await Promise.all([refund(ctx, order, key), refund(ctx, order, key)]);
    expect(second).toEqual(first);
    await expect(refund(ctx, order)).rejects.toBeInstanceOf(OrderStateConflict);
    expect(await desk.creditUsed(ctx)).toBe(0n);
    expect(await desk.places(day)).toEqual({ held: 0, sold: 0 });
    expect((await desk.told(order)).map(({ type }) => type)).toEqual(['OrderPaid', 'OrderRefunded', 'RefundSettled']);
    expect(await desk.refunds(order)).toMatchObject([{ state: 'succeeded', amountMinor: 10_200n, paymentId: null }]);
  });

  it('may not sell under one reference of its own twice', async () => {
    const [ctx, other] = [await desk.partner(1_000_000n), await desk.partner(1_000_000n)];
    const hold = async (who: RequestContext) =>
      desk.app.get(HoldOrder).execute(who, await desk.wanted(anotherDay(), { externalReference: 'T-1' }));
    await hold(ctx);
    await expect(hold(ctx)).rejects.toMatchObject({ code: 'EXTERNAL_REFERENCE_TAKEN' });
    await expect(hold(other)).resolves.toMatchObject({ externalReference: 'T-1' });
  });

  it('has a code of its own', async () => {
    const create = (code: string, idempotencyKey = newId()) => {
      const terms = { name: 'Partner', netRatePpm: 850_000, creditLimitMinor: 1n };
      return desk.app.get(CreatePartner).execute(desk.staff('bureau-admin'), { idempotencyKey, code, ...terms });
    };
    await create('ctrip');
    await expect(create('ctrip')).rejects.toBeInstanceOf(PartnerCodeTaken);
  });

  it('owes the sum of its orders, whatever their prices, rates and quantities', async () => {
    const any = fc.record({ rate: fc.integer({ min: 1, max: 1_000_000 }), quantity: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(any, async ({ rate, quantity }) => {
        const ctx = await desk.partner(1_000_000n, rate);
        const order = await desk.held(anotherDay(), ctx, quantity);
        await confirm(ctx, order);
        const [line] = order.lines;
        expect(line?.totalMinor).toBe((line?.unitPriceMinor ?? -1n) * BigInt(quantity));
        expect(order.totalMinor).toBe(line?.totalMinor);
        const exact = 6_000n * BigInt(rate);
        const rounded = (line?.unitPriceMinor ?? 0n) * 1_000_000n;
        expect(rounded - exact <= 500_000n && exact - rounded <= 500_000n).toBe(true);
        expect(await desk.creditUsed(ctx)).toBe(order.totalMinor);
      }),
      { numRuns: 15 },
    );
  });
});
