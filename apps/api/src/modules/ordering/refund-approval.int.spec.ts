import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestContext, Role } from '@lianpiao/authz';
import { addDays, newId } from '@lianpiao/kernel';

import type { Order } from './domain/order.js';
import { SendRefundsJob } from './jobs/send-refunds.job.js';
import {
  NothingRefundable,
  OrderStateConflict,
  RefundNotFound,
  RefundRequestedAlready,
  RefundStateConflict,
  SecondPersonNeeded,
} from './ordering.failures.js';
import { OrderDesk } from './testing/order-desk.js';
import { DecideRefund } from './use-cases/decide-refund.js';
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

/** Somebody of the staff, other than anybody before. */
function somebody(role: Role): RequestContext {
  const ctx = desk.staff(role);
  const name = `${role} ${newId().slice(-6)}`;
  return { ...ctx, principal: { ...ctx.principal, subject: newId(), username: name } };
}

/** Tickets at 60.00: seventeen are over the limit of 1,000.00, sixteen are not. */
const issued = (tickets = 17) => desk.issued(anotherDay(), tickets);

function ask(ctx: RequestContext, order: Order, accessKey: string | null = null) {
  const request = { idempotencyKey: newId(), orderId: order.id, accessKey, reason: 'typhoon' };
  return desk.app.get(RefundOrder).execute(ctx, request);
}

function decide(ctx: RequestContext, refundId: string, decision: 'approved' | 'rejected' = 'approved') {
  return desk.app.get(DecideRefund).execute(ctx, { idempotencyKey: newId(), refundId, decision, reason: 'seen' });
}

describe('a refund by staff beyond the limit', () => {
  it('waits, and the order stays as it is', async () => {
    const order = await issued();
    const admin = somebody('bureau-admin');
    const refund = await ask(admin, order);
    const { username } = admin.principal;
    expect(refund).toMatchObject({ state: 'requested', amountMinor: 102_000n, requestedBy: username, decidedBy: null });
    expect(await desk.stateOf(order)).toBe('issued');
    await desk.app.get(SendRefundsJob).run(desk.a);
    expect(desk.provider.refunds.has(refund.id)).toBe(false);
    expect((await desk.told(order)).map(({ type }) => type)).not.toContain('OrderRefunded');
  });

  it('is carried out when a second person says yes', async () => {
    const order = await issued();
    const { id } = await ask(somebody('bureau-admin'), order);
    const finance = somebody('finance');
    const decided = await decide(finance, id);
    expect(decided).toMatchObject({ id, state: 'approved', decidedBy: finance.principal.username });
    expect(decided.decidedAt).toBeInstanceOf(Date);
    expect(await desk.stateOf(order)).toBe('refunded');
    await desk.app.get(SendRefundsJob).run(desk.a);
    expect(desk.provider.refunds.get(id)).toBe(102_000n);
  });

  it('is never decided by the one who asked for it', async () => {
    const finance = somebody('finance');
    const { id } = await ask(finance, await issued());
    await expect(decide(finance, id)).rejects.toBeInstanceOf(SecondPersonNeeded);
    await expect(decide(finance, id, 'rejected')).rejects.toBeInstanceOf(SecondPersonNeeded);
    expect(await decide(somebody('finance'), id)).toMatchObject({ state: 'approved' });
  });

  it('is decided once, also when many do at the same moment', async () => {
    const order = await issued();
    const { id } = await ask(somebody('bureau-admin'), order);
    const decisions = Array.from({ length: 6 }, (_, at) =>
      decide(somebody('finance'), id, at % 2 ? 'approved' : 'rejected'),
    );
    const settled = await Promise.allSettled(decisions);
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toEqual(Array.from({ length: 5 }, () => expect.any(RefundStateConflict)));
    const [{ state } = fail()] = await desk.refunds(order);
    expect(await desk.stateOf(order)).toBe(state === 'approved' ? 'refunded' : 'issued');
  });

  it('that was turned down has no effect, and may be asked for again', async () => {
    const order = await issued();
    const { id } = await ask(somebody('bureau-admin'), order);
    await expect(ask(somebody('finance'), order)).rejects.toBeInstanceOf(RefundRequestedAlready);
    await decide(somebody('finance'), id, 'rejected');
    expect(await desk.stateOf(order)).toBe('issued');
    const again = await ask(somebody('bureau-admin'), order);
    await decide(somebody('finance'), again.id);
    expect((await desk.refunds(order)).map(({ state }) => state)).toEqual(['rejected', 'approved']);
  });

  it('cannot be carried out once somebody has gone in; it goes on waiting', async () => {
    const order = await issued();
    const { id } = await ask(somebody('bureau-admin'), order);
    desk.fulfilment.used.add(order.id);
    await expect(decide(somebody('finance'), id)).rejects.toBeInstanceOf(NothingRefundable);
    expect(await desk.refunds(order)).toMatchObject([{ state: 'requested', decidedBy: null }]);
    expect(await desk.stateOf(order)).toBe('issued');
  });

  it('does not keep the buyer from giving the order back: the money goes back once, where it came from', async () => {
    const order = await issued();
    const { id } = await ask(somebody('bureau-admin'), order);
    const own = await ask(desk.visitor(), order, desk.keyOf(order));
    const [payment] = await desk.payments(order);
    expect(own).toMatchObject({ state: 'approved', paymentId: payment?.id });
    await expect(decide(somebody('finance'), id)).rejects.toBeInstanceOf(OrderStateConflict);
    expect(await decide(somebody('finance'), id, 'rejected')).toMatchObject({ state: 'rejected' });
    await desk.app.get(SendRefundsJob).run(desk.a);
    expect([desk.provider.refunds.has(id), desk.provider.refunds.get(own.id)]).toEqual([false, 102_000n]);
  });

  it('of an order that cannot be refunded is not even asked for', async () => {
    const held = await desk.held(anotherDay(), desk.visitor(), 17);
    await expect(ask(somebody('bureau-admin'), held)).rejects.toBeInstanceOf(OrderStateConflict);
    await expect(decide(somebody('finance'), newId())).rejects.toBeInstanceOf(RefundNotFound);
    await expect(decide(somebody('finance'), 'nonsense')).rejects.toBeInstanceOf(RefundNotFound);
  });

  it('is written down with both people', async () => {
    const order = await issued();
    const [admin, finance] = [somebody('bureau-admin'), somebody('finance')];
    const { id } = await ask(admin, order);
    await decide(finance, id);
    const entries = await desk.rows(
      'SELECT action, actor_name AS who, reason FROM audit_entry WHERE subject_id = $1 ORDER BY recorded_at, id',
      [order.number],
    );
    expect(entries).toEqual([
      { action: 'ordering.requestRefund', who: admin.principal.username, reason: 'typhoon' },
      { action: 'ordering.decideRefund', who: finance.principal.username, reason: 'seen' },
    ]);
  });
});

describe('a refund that needs nobody else', () => {
  it('is one by staff up to the limit', async () => {
    const order = await issued(16);
    expect(await ask(somebody('bureau-admin'), order)).toMatchObject({ state: 'approved', decidedBy: null });
    expect(await desk.stateOf(order)).toBe('refunded');
  });

  it("is the buyer's own, however much it is", async () => {
    const order = await issued(30);
    expect(await ask(desk.visitor(), order, desk.keyOf(order))).toMatchObject({ state: 'approved' });
  });
});

describe('the table of refunds', () => {
  const forced = async (change: string) => {
    const { id } = await ask(somebody('bureau-admin'), await issued());
    return desk.write(desk.a, (tx) => tx.execute(`UPDATE refund SET ${change} WHERE id = $1`, [id]));
  };

  it.each([
    ['that nobody decided', `state = 'approved'`, 'refund_four_eyes'],
    [
      'decided by the one who asked',
      `state = 'approved', decided_by = requested_by, decided_at = now()`,
      'refund_decided_by_another',
    ],
    ['decided at no time', `state = 'approved', decided_by = 'somebody'`, 'refund_decided_at_by'],
    ['that needs nobody any more', 'needs_approval = false', 'permission denied'],
  ])('refuses a refund %s', async (_, change, why) => {
    await expect(forced(change)).rejects.toThrow(why);
  });
});

function fail(): never {
  throw new Error('nothing was asked for');
}
