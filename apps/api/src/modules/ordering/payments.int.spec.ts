import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, newId } from '@lianpiao/kernel';

import type { Order, Payment } from './domain/order.js';
import { ExpireOrdersJob } from './jobs/expire-orders.job.js';
import { PollPaymentsJob } from './jobs/poll-payments.job.js';
import { SendRefundsJob } from './jobs/send-refunds.job.js';
import { NothingRefundable, OrderStateConflict, PaymentProviderUnavailable } from './ordering.failures.js';
import { HOLD_SECONDS, OrderDesk, PLACES } from './testing/order-desk.js';
import { CancelOrder } from './use-cases/cancel-order.js';
import { PayOrder } from './use-cases/pay-order.js';
import { RefundOrder } from './use-cases/refund-order.js';

const A_MINUTE = 60_000;

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open();
});
afterAll(() => desk.close());
afterEach(() => {
  desk.provider.away = false;
  desk.provider.troubled.clear();
});

let days = 0;
function anotherDay(): string {
  days += 1;
  return addDays('2026-05-02', days);
}

async function typesTold(order: Order): Promise<string[]> {
  return (await desk.told(order)).map(({ type }) => type);
}

async function verdicts(): Promise<string[]> {
  const rows = await desk.rows<{ verdict: string }>('SELECT verdict FROM payment_notice ORDER BY id');
  return rows.map(({ verdict }) => verdict);
}

async function expire(): Promise<void> {
  desk.tenants.clock.advance(HOLD_SECONDS * 1_000);
  await desk.app.get(ExpireOrdersJob).run(desk.a);
}

function cancel(order: Order): Promise<Order> {
  const request = { idempotencyKey: newId(), orderId: order.id, accessKey: desk.keyOf(order) };
  return desk.app.get(CancelOrder).execute(desk.visitor(), request);
}

function refund(order: Order, idempotencyKey = newId()) {
  const request = { idempotencyKey, orderId: order.id, reason: 'rain' };
  return desk.app.get(RefundOrder).execute(desk.staff('finance'), request);
}

describe('opening a payment', () => {
  it('asks the provider for the total and tells where to pay', async () => {
    const order = await desk.held(anotherDay());
    const payment = await desk.pay(order);
    expect(payment).toMatchObject({ state: 'pending', amountMinor: order.totalMinor, currency: 'CNY' });
    expect(payment.checkoutUrl).toContain(payment.id);
  });

  it('is one payment per key, also when the provider was away at first', async () => {
    const order = await desk.held(anotherDay());
    const key = newId();
    desk.provider.away = true;
    await expect(desk.pay(order, key)).rejects.toBeInstanceOf(PaymentProviderUnavailable);
    desk.provider.away = false;
    const [first, second] = [await desk.pay(order, key), await desk.pay(order, key)];
    expect(second).toEqual(first);
    expect(await desk.payments(order)).toHaveLength(1);
  });

  it('sends the visitor back to us alone', async () => {
    const order = await desk.held(anotherDay());
    const request = { idempotencyKey: newId(), orderId: order.id, accessKey: desk.keyOf(order) };
    for (const returnUrl of ['http://evil.example/', 'http://yrd.localhost:4000.evil.example/', '/relative', ''])
      await expect(desk.app.get(PayOrder).execute(desk.visitor(), { ...request, returnUrl })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        field: 'returnUrl',
      });
  });

  it('is for held orders', async () => {
    const order = await desk.held(anotherDay());
    await cancel(order);
    await expect(desk.pay(order)).rejects.toMatchObject(new OrderStateConflict('cancelled'));
  });
});

describe('a notice of the provider', () => {
  it('pays the order once, however often and in whatever order it comes', async () => {
    const day = anotherDay();
    const order = await desk.held(day);
    const payment = await desk.pay(order);
    const event = { id: newId() };
    const all = await Promise.all([1, 2, 3].map(() => desk.notice(payment, 'succeeded', event)));
    expect(all.toSorted()).toEqual(['applied', 'repeated', 'repeated']);
    expect(await desk.notice(payment, 'succeeded')).toBe('ignored');
    expect(await desk.notice(payment, 'declined')).toBe('ignored');
    expect(await desk.stateOf(order)).toBe('paid');
    expect(await desk.places(day)).toEqual({ held: 0, sold: 2 });
    expect(await typesTold(order)).toEqual(['OrderPaid', 'PaymentFeeReported']);
    const [{ payload } = { payload: {} }] = await desk.told(order);
    expect(payload).toMatchObject({ totalMinor: 12_000n, provider: 'recorded-psp' });
  });

  it('leaves the order held when the payment was declined; another one may pay it', async () => {
    const order = await desk.held(anotherDay());
    await desk.notice(await desk.pay(order), 'declined');
    expect(await desk.stateOf(order)).toBe('held');
    await desk.notice(await desk.pay(order), 'succeeded');
    expect(await desk.stateOf(order)).toBe('paid');
    expect((await desk.payments(order)).map(({ state }) => state)).toEqual(['declined', 'succeeded']);
  });

  it('has no effect when it is forged, malformed or about nothing of ours, and each is recorded', async () => {
    const order = await desk.held(anotherDay());
    const payment = await desk.pay(order);
    const before = await verdicts();
    expect(await desk.notice(payment, 'succeeded', {}, 'forged')).toBe('forged');
    expect(await desk.deliver({ id: 'x', type: 'payment.unheard-of', data: {} })).toBe('malformed');
    expect(await desk.deliver('not an event')).toBe('malformed');
    const data = { paymentId: 'psp-1', reference: newId() };
    expect(await desk.deliver({ id: newId(), type: 'payment.succeeded', data })).toBe('ignored');
    expect(await desk.deliver({ id: newId(), type: 'payment.succeeded', data: { ...data, reference: 'x' } })).toBe(
      'ignored',
    );
    expect((await verdicts()).slice(before.length)).toEqual(['forged', 'malformed', 'malformed', 'ignored', 'ignored']);
    expect(await desk.stateOf(order)).toBe('held');
    expect(await typesTold(order)).toEqual([]);
  });

  it('cannot be used up by a forged one of the same id', async () => {
    const order = await desk.held(anotherDay());
    const payment = await desk.pay(order);
    const event = { id: newId() };
    await desk.notice(payment, 'succeeded', event, 'forged');
    expect(await desk.notice(payment, 'succeeded', event)).toBe('applied');
    expect(await desk.stateOf(order)).toBe('paid');
  });
});

describe('money that comes late', () => {
  it('still buys the order when there are places', async () => {
    const day = anotherDay();
    const order = await desk.held(day);
    const payment = await desk.pay(order);
    await expire();
    await desk.notice(payment, 'succeeded');
    expect(await desk.stateOf(order)).toBe('paid');
    expect(await desk.places(day)).toEqual({ held: 0, sold: 2 });
    expect(await typesTold(order)).toEqual(['OrderPaid', 'PaymentFeeReported']);
  });

  it('goes back when the places are gone, and takes none', async () => {
    const day = anotherDay();
    const order = await desk.held(day);
    const payment = await desk.pay(order);
    await expire();
    await desk.held(day, desk.visitor(), PLACES - 1);
    await desk.notice(payment, 'succeeded');
    expect(await desk.stateOf(order)).toBe('expired');
    expect(await desk.places(day)).toEqual({ held: PLACES - 1, sold: 0 });
    expect(await typesTold(order)).toEqual(['LatePaymentReceived', 'PaymentFeeReported']);
    expect(await desk.refunds(order)).toMatchObject([{ state: 'approved', amountMinor: 12_000n }]);
  });

  it('goes back when the order was given up', async () => {
    const order = await desk.held(anotherDay());
    const payment = await desk.pay(order);
    await cancel(order);
    await desk.notice(payment, 'succeeded');
    expect(await desk.stateOf(order)).toBe('cancelled');
    expect(await desk.refunds(order)).toMatchObject([{ paymentId: payment.id, reason: 'late_payment' }]);
  });

  it('goes back when another payment was first; a refund of the order is of the one that paid it', async () => {
    const order = await desk.held(anotherDay());
    const [slow, quick] = [await desk.pay(order), await desk.pay(order)];
    await desk.notice(quick, 'succeeded');
    await desk.notice(slow, 'succeeded');
    await desk.markIssued(order);
    await refund(order);
    const refunds = await desk.refunds(order);
    expect(refunds.map(({ paymentId, reason }) => [paymentId, reason])).toEqual([
      [slow.id, 'late_payment'],
      [quick.id, 'rain'],
    ]);
  });
});

describe('paying and giving up at the same moment', () => {
  it('is one or the other, and no money is kept for nothing', async () => {
    const day = anotherDay();
    const order = await desk.held(day);
    const payment = await desk.pay(order);
    await Promise.allSettled([desk.notice(payment, 'succeeded'), cancel(order)]);
    const state = await desk.stateOf(order);
    const paid = state === 'paid';
    expect(['paid', 'cancelled']).toContain(state);
    expect(await desk.refunds(order)).toHaveLength(paid ? 0 : 1);
    expect(await desk.places(day)).toEqual({ held: 0, sold: paid ? 2 : 0 });
  });
});

describe('a payment nobody told us the end of', () => {
  async function overdue(count: number): Promise<{ order: Order; payment: Payment }[]> {
    const all = [];
    for (let made = 0; made < count; made += 1) {
      const order = await desk.held(anotherDay());
      all.push({ order, payment: await desk.pay(order) });
    }
    return all;
  }

  it('is asked for after half a minute, and settled once, with a notice that comes after all', async () => {
    const [{ order, payment } = fail()] = await overdue(1);
    desk.provider.states.set(payment.providerPaymentId ?? '', 'succeeded');
    const poll = desk.app.get(PollPaymentsJob);
    await poll.run(desk.a);
    expect(await desk.stateOf(order)).toBe('held');
    desk.tenants.clock.advance(A_MINUTE);
    expect(await poll.run(desk.a)).toBeGreaterThan(0);
    expect(await desk.stateOf(order)).toBe('paid');
    expect(await desk.notice(payment, 'succeeded')).toBe('ignored');
    expect(await typesTold(order)).toEqual(['OrderPaid', 'PaymentFeeReported']);
  });

  it('does not pay an order when the provider tells of another amount', async () => {
    const [{ order, payment } = fail()] = await overdue(1);
    const id = payment.providerPaymentId ?? '';
    desk.provider.states.set(id, 'succeeded');
    desk.provider.payments.set(id, { amountMinor: 1n, currency: 'CNY' });
    desk.tenants.clock.advance(A_MINUTE);
    await desk.app.get(PollPaymentsJob).run(desk.a);
    expect(await desk.stateOf(order)).toBe('held');
  });

  it('does not hold up those behind it when the provider has only errors to tell of it', async () => {
    const [first = fail(), second = fail()] = await overdue(2);
    desk.provider.troubled.add(first.payment.providerPaymentId ?? '');
    desk.provider.states.set(second.payment.providerPaymentId ?? '', 'succeeded');
    desk.tenants.clock.advance(A_MINUTE);
    await expect(desk.app.get(PollPaymentsJob).run(desk.a)).rejects.toThrow('no idea');
    expect(await desk.stateOf(first.order)).toBe('held');
    expect(await desk.stateOf(second.order)).toBe('paid');
  });
});

describe('an order that costs nothing', () => {
  it('is paid by asking to pay it, without the provider, and only once', async () => {
    const order = await desk.heldForFree();
    const key = newId();
    const paid = await desk.checkOut(order, key);
    expect(paid).toEqual({ payment: null, checkoutUrl: 'http://yrd.localhost:4000/done' });
    expect(await desk.checkOut(order, key)).toEqual(paid);
    await expect(desk.checkOut(order)).rejects.toThrow(OrderStateConflict);
    expect(await desk.stateOf(order)).toBe('paid');
    expect(await typesTold(order)).toEqual(['OrderPaid']);
  });

  it('can be given back, and owes nothing', async () => {
    const order = await desk.heldForFree();
    await desk.checkOut(order);
    await desk.markIssued(order);
    await refund(order);
    expect(await desk.refunds(order)).toMatchObject([{ state: 'succeeded', amountMinor: 0n }]);
    expect(await desk.stateOf(order)).toBe('refunded');
  });
});

describe('a refund', () => {
  it('owes the whole price, frees the places, and is sent once and settled by a notice', async () => {
    const day = anotherDay();
    const order = await desk.issued(day);
    const { id } = await refund(order);
    expect(await desk.stateOf(order)).toBe('refunded');
    expect(await desk.places(day)).toEqual({ held: 0, sold: 0 });
    await desk.app.get(SendRefundsJob).run(desk.a);
    expect(desk.provider.refunds.get(id)).toBe(12_000n);
    const data = { paymentId: 'psp', reference: 'x', refundReference: id };
    expect(await desk.deliver({ id: newId(), type: 'refund.succeeded', data })).toBe('applied');
    expect(await desk.deliver({ id: newId(), type: 'refund.succeeded', data })).toBe('ignored');
    expect(await desk.refunds(order)).toMatchObject([{ id, state: 'succeeded' }]);
    expect((await typesTold(order)).slice(2)).toEqual(['OrderRefunded', 'RefundSettled']);
  });

  it('is made once, also when two ask at the same moment', async () => {
    const order = await desk.issued(anotherDay());
    const settled = await Promise.allSettled([refund(order), refund(order), refund(order)]);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await desk.refunds(order)).toHaveLength(1);
  });

  it('leaves everything as it is when somebody has gone in', async () => {
    const day = anotherDay();
    const order = await desk.issued(day);
    desk.fulfilment.used.add(order.id);
    await expect(refund(order)).rejects.toBeInstanceOf(NothingRefundable);
    expect(await desk.stateOf(order)).toBe('issued');
    expect(await desk.places(day)).toEqual({ held: 0, sold: 2 });
    expect(await desk.refunds(order)).toEqual([]);
  });

  it('does not hold up those behind it when the provider will not take it', async () => {
    const [first, second] = [await desk.issued(anotherDay()), await desk.issued(anotherDay())];
    const [{ id: refused }, { id: sent }] = [await refund(first), await refund(second)];
    const [payment] = await desk.payments(first);
    desk.provider.troubled.add(payment?.providerPaymentId ?? '');
    await expect(desk.app.get(SendRefundsJob).run(desk.a)).rejects.toThrow('no idea');
    expect(desk.provider.refunds.has(refused)).toBe(false);
    expect(desk.provider.refunds.has(sent)).toBe(true);
    desk.provider.troubled.clear();
    await desk.app.get(SendRefundsJob).run(desk.a);
    expect(desk.provider.refunds.has(refused)).toBe(true);
  });
});

function fail(): never {
  throw new Error('nothing was made');
}
