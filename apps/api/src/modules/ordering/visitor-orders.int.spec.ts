import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ability, type RequestContext, type Tenant } from '@lianpiao/authz';
import { addDays, newId } from '@lianpiao/kernel';

import type { Order } from './domain/order.js';
import { VisitorOrdersResolver } from './graphql/visitor-orders.resolver.js';
import { OrderNotFound } from './ordering.failures.js';
import { OrderAccess } from './order-access.js';
import { OrderDesk } from './testing/order-desk.js';
import { CancelOrder } from './use-cases/cancel-order.js';
import { ClaimOrder } from './use-cases/claim-order.js';
import { HoldOrder } from './use-cases/hold-order.js';
import { PayOrder } from './use-cases/pay-order.js';
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

/** Somebody who signed in: the same person wherever they ask. */
function somebody(subject = newId(), tenant: Tenant = desk.a): RequestContext {
  const ctx = desk.tenants.request(tenant, ['visitor']);
  const principal = { ...ctx.principal, subject, username: 'lin@example.com' };
  return { ...ctx, principal, ability: new Ability(principal) };
}

function seen(ctx: RequestContext, { id }: Order, accessKey?: string): Promise<Order> {
  return desk.tenants.unitOfWork.read(ctx, (tx) => desk.app.get(OrderAccess).find(ctx, tx, 'read', id, accessKey));
}

const asked = ({ id: orderId }: Order) => ({ idempotencyKey: newId(), orderId });
const pay = (ctx: RequestContext, order: Order) =>
  desk.app.get(PayOrder).execute(ctx, { ...asked(order), returnUrl: 'http://yrd.localhost:4000/done' });
const cancel = (ctx: RequestContext, order: Order) => desk.app.get(CancelOrder).execute(ctx, asked(order));
const refund = (ctx: RequestContext, order: Order) =>
  desk.app.get(RefundOrder).execute(ctx, { ...asked(order), reason: 'rain' });
const claim = async (ctx: RequestContext, order: Order, accessKey = desk.keyOf(order)) =>
  desk.app.get(ClaimOrder).execute(ctx, { ...asked(order), accessKey });

async function listed(ctx: RequestContext, first = 20, after: string | null = null) {
  const { nodes, pageInfo } = await desk.app.get(VisitorOrdersResolver).myOrders(ctx, { first, after });
  const { hasNextPage, endCursor } = pageInfo;
  return { ids: nodes.map(({ id }) => id), hasNextPage, endCursor };
}

describe('an order of a visitor who signed in', () => {
  it('belongs to the account, and a guest’s to nobody', async () => {
    const visitor = somebody();
    const own = await desk.held(anotherDay(), visitor);
    const guests = await desk.held(anotherDay());
    expect((await desk.order(own)).visitorSubject).toBe(visitor.principal.subject);
    expect((await desk.order(guests)).visitorSubject).toBeNull();
    expect((await listed(visitor)).ids).toEqual([own.id]);
  });

  it('is read, paid and given back without a key', async () => {
    const visitor = somebody();
    const order = await desk.held(anotherDay(), visitor);
    await expect(seen(visitor, order)).resolves.toMatchObject({ id: order.id });
    const { payment } = await pay(visitor, order);
    if (!payment) throw new Error('nothing to pay');
    await desk.notice(payment, 'succeeded');
    await desk.markIssued(order);
    await expect(refund(visitor, order)).resolves.toMatchObject({ state: 'approved', requestedBy: 'visitor' });
    await expect(cancel(visitor, await desk.held(anotherDay(), visitor))).resolves.toMatchObject({
      state: 'cancelled',
    });
  });

  it('opens to its key as well, as every order does', async () => {
    const order = await desk.held(anotherDay(), somebody());
    await expect(seen(desk.visitor(), order, desk.keyOf(order))).resolves.toMatchObject({ id: order.id });
    await expect(seen(somebody(), order, desk.keyOf(order))).resolves.toMatchObject({ id: order.id });
  });

  it('[S25] is to another visitor, and to a guest, as if it were not there', async () => {
    const order = await desk.held(anotherDay(), somebody());
    const nowhere = { ...order, id: newId() };
    for (const ctx of [somebody(), desk.visitor(), somebody('visitor')]) {
      for (const act of [seen, pay, cancel, refund]) {
        const [theirs, none] = await Promise.allSettled([act(ctx, order), act(ctx, nowhere)]);
        expect(theirs).toEqual({ status: 'rejected', reason: expect.any(OrderNotFound) });
        expect(theirs).toEqual(none);
      }
    }
    expect(await desk.stateOf(order)).toBe('held');
  });

  it('[S25] is known to its own authority only, though the visitor is the same at both', async () => {
    const visitor = somebody();
    const there = somebody(visitor.principal.subject, desk.tenants.b);
    const here = await desk.held(anotherDay(), visitor);
    expect(await listed(there)).toMatchObject({ ids: [] });
    await expect(seen(there, here)).rejects.toBeInstanceOf(OrderNotFound);
    const unitId = await desk.unitId('day-ticket', desk.tenants.b);
    const lines = [{ unitId, quantity: 1, visitDate: anotherDay() }];
    const other = await desk.app.get(HoldOrder).execute(there, { idempotencyKey: newId(), lines });
    expect((await listed(there)).ids).toEqual([other.id]);
    expect((await listed(visitor)).ids).toEqual([here.id]);
  });
});

describe('the orders of a visitor', () => {
  it('come newest first, page by page, and none but theirs', async () => {
    const [visitor, another] = [somebody(), somebody()];
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      // Two at the same instant: the id decides.
      if (index !== 2) desk.tenants.clock.advance(1_000);
      ids.unshift((await desk.held(anotherDay(), visitor)).id);
      await desk.held(anotherDay(), another);
    }
    const first = await listed(visitor, 2);
    const second = await listed(visitor, 2, first.endCursor);
    const third = await listed(visitor, 2, second.endCursor);
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids);
    expect([first.hasNextPage, second.hasNextPage, third.hasNextPage]).toEqual([true, true, false]);
  });

  it('are nothing a guest, a partner or staff can ask for', async () => {
    await expect(listed(desk.visitor())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const partner = await desk.partner(1_000_000n);
    for (const ctx of [partner, desk.staff('bureau-admin')])
      await expect(listed(ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('claiming what was bought as a guest', () => {
  it('takes its key, puts it among the visitor’s orders, and is safe to repeat', async () => {
    const visitor = somebody();
    const order = await desk.held(anotherDay());
    await expect(claim(visitor, order, 'x'.repeat(32))).rejects.toBeInstanceOf(OrderNotFound);
    await expect(claim(visitor, order)).resolves.toMatchObject({ id: order.id, state: 'held' });
    await expect(claim(visitor, order)).resolves.toMatchObject({ id: order.id });
    expect((await listed(visitor)).ids).toEqual([order.id]);
    await expect(seen(visitor, order)).resolves.toMatchObject({ id: order.id });
  });

  it('leaves an order with whoever has it', async () => {
    const owner = somebody();
    const order = await desk.held(anotherDay(), owner);
    await expect(claim(somebody(), order)).rejects.toBeInstanceOf(OrderNotFound);
    expect((await desk.order(order)).visitorSubject).toBe(owner.principal.subject);
  });

  it('is not for guests, nor of what a partner sold', async () => {
    await expect(claim(desk.visitor(), await desk.held(anotherDay()))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    const sold = await desk.held(anotherDay(), await desk.partner(1_000_000n));
    await expect(claim(somebody(), sold)).rejects.toBeInstanceOf(OrderNotFound);
  });
});
