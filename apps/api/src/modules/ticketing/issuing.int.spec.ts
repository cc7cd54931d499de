import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { publicKeyOf, verifyTicket } from '@lianpiao/ticket-token';

import { ListRedemptions } from './queries/list-redemptions.js';
import { ListTicketKeys } from './queries/list-ticket-keys.js';
import { OrderTickets } from './queries/order-tickets.js';
import { GateDirectory } from './redeeming/gate-directory.js';
import { SigningKeySeed } from './signing/signing-key.seed.js';
import { aPaidOrder } from './testing/region.js';
import { TicketingSpec } from './testing/ticketing-spec.js';
import { CreateGates } from './use-cases/create-gates.js';
import { FollowPasses } from './use-cases/follow-passes.js';
import { IssueTickets } from './use-cases/issue-tickets.js';

let spec: TicketingSpec;
beforeAll(async () => {
  spec = await TicketingSpec.open();
});
afterAll(() => spec.close());

describe('a pass', () => {
  const changing = ['activated_at', 'closed_at', 'not_after', 'state', 'state_reason', 'visits', 'visits_used'];

  it('stays what it was sold as: of its columns, the role of its tenant may write those that visits move', async () => {
    const { tenant } = spec.a;
    await spec.issueOne(spec.a);
    const columns = await spec.rows<{ name: string }>(
      tenant,
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'entitlement'::regclass AND attnum > 0 ORDER BY attname`,
    );
    const write = (name: string) => spec.write(tenant, (tx) => tx.execute(`UPDATE entitlement SET ${name} = ${name}`));
    const written: string[] = [];
    for (const { name } of columns) {
      const refused = await write(name).then(
        () => written.push(name) && undefined,
        (error: unknown) => error,
      );
      if (refused) expect(refused).toMatchObject({ code: '42501', message: expect.stringContaining('are final') });
    }
    expect(columns.length).toBeGreaterThan(20);
    expect(written).toEqual(changing);
  });
});

describe('a paid order', () => {
  it('becomes one ticket per unit, signed for its window, however often the event comes', async () => {
    const { tenant } = spec.a;
    const issue = spec.app.get(IssueTickets);
    const payload = await spec.write(tenant, (tx) =>
      aPaidOrder(tx, spec.a, spec.clock.now(), { quantity: 3, terms: { visitsPerAttraction: 1 } }),
    );
    const event = { id: newId(), type: 'OrderPaid', occurredAt: payload.paidAt, payload };
    for (let times = 0; times < 2; times += 1) await spec.write(tenant, (tx) => issue.handle(tx, [event], { tenant }));
    const ctx = spec.tenants.request(tenant);
    const tickets = await spec.app.get(OrderTickets).of(ctx, payload.orderId);
    const keys = new Map(
      (await spec.app.get(ListTicketKeys).all(ctx)).map((key) => [
        key.keyId,
        publicKeyOf(Buffer.from(key.publicKey, 'base64url')),
      ]),
    );
    expect(tickets).toHaveLength(3);
    for (const [index, ticket] of tickets.entries()) {
      expect(ticket).toMatchObject({
        state: 'active',
        visitsUsed: 0,
        visitsTotal: 3,
        validFrom: payload.paidAt,
        visitedIds: [],
      });
      expect(await verifyTicket(ticket.token, (keyId) => keys.get(keyId))).toMatchObject({
        ok: true,
        claims: {
          tenantId: tenant.id,
          passId: payload.lines[0]?.passIds[index],
          notBefore: ticket.validFrom,
          notAfter: ticket.validUntil,
          flags: 0,
        },
      });
    }
    expect(spec.orders.told).toContain(`issued ${payload.orderId}`);
  });

  it('keeps its tickets from other tenants', async () => {
    const { orderId } = await spec.issueOne(spec.a);
    expect(await spec.app.get(OrderTickets).of(spec.tenants.request(spec.tenants.b), orderId)).toEqual([]);
  });

  it('moves on with its passes', async () => {
    const [first, second] = await spec.issue(spec.a, { quantity: 2, terms: { visitsTotal: 1 } });
    const { tenant } = spec.a;
    const orderId = first?.orderId ?? '';
    const closed = (passId = '') => ({
      id: newId(),
      type: 'PassClosed',
      occurredAt: spec.clock.now(),
      payload: { passId },
    });
    const used = { id: newId(), type: 'PassFirstUsed', occurredAt: spec.clock.now(), payload: { orderId } };
    const follow = (events: Parameters<FollowPasses['handle']>[1]) =>
      spec.write(tenant, (tx) => spec.app.get(FollowPasses).handle(tx, events));
    await spec.scan(spec.a, first?.token ?? '');
    await follow([used, closed(first?.passId)]);
    expect(spec.orders.told).toContain(`redeemed ${orderId}`);
    expect(spec.orders.told).not.toContain(`closed ${orderId}`);
    await spec.scan(spec.a, second?.token ?? '');
    await follow([closed(second?.passId)]);
    expect(spec.orders.told).toContain(`closed ${orderId}`);
  });
});

describe('a signing key', () => {
  it('is made once for a tenant and is another for each', async () => {
    const keys = spec.app.get(ListTicketKeys);
    await spec.write(spec.tenants.a, (tx) => spec.app.get(SigningKeySeed).seed(tx, spec.tenants.a, spec.clock.now()));
    const [a, b] = [
      await keys.all(spec.tenants.request(spec.tenants.a)),
      await keys.all(spec.tenants.request(spec.tenants.b)),
    ];
    expect([a.length, b.length]).toEqual([1, 1]);
    expect(a[0]?.publicKey).not.toBe(b[0]?.publicKey);
  });
});

describe('gates', () => {
  const input = (code: string, attractionCode = 'lake') => ({
    gates: [{ code, attractionCode, name: { zh: '东门', en: 'East' } }],
    idempotencyKey: newId(),
  });

  it('are put up all or none, by the authority or the attraction itself', async () => {
    const create = spec.app.get(CreateGates);
    const { a } = spec.tenants;
    const admin = spec.tenants.request(a, ['bureau-admin']);
    await spec.app.get(GateDirectory).byCode(a, 'lake-1');
    expect(await create.execute(admin, input('east'))).toMatchObject({
      gates: [{ code: 'east', attraction: { code: 'lake' } }],
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await spec.app.get(GateDirectory).byCode(a, 'east')).toMatchObject({ attraction: { code: 'lake' } });
    await expect(create.execute(admin, input('east'))).rejects.toMatchObject({
      code: 'GATE_CODE_TAKEN',
      gateCode: 'east',
    });
    await expect(create.execute(admin, input('west', 'nowhere'))).rejects.toMatchObject({
      code: 'ATTRACTION_NOT_FOUND',
    });
    await expect(create.execute(admin, input('East'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'gates.0.code',
    });
    const manager = spec.tenants.request(a, ['attraction-manager'], ['tower']);
    await expect(create.execute(manager, input('west'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await create.execute(manager, input('west', 'tower'))).toMatchObject({ gates: [{ code: 'west' }] });
  });
});

describe('the list of attempts', () => {
  it('shows each caller those of its own attractions, the latest first, page by page', async () => {
    const { token } = await spec.issueOne(spec.b);
    for (const gate of ['lake-1', 'tower-1', 'tower-2']) {
      spec.clock.advance(1_000);
      await spec.scan(spec.b, token, gate);
    }
    await spec.scan(spec.b, 'not a ticket', 'lake-2');
    const list = spec.app.get(ListRedemptions);
    const admin = spec.tenants.request(spec.tenants.b, ['bureau-admin']);
    const first = await list.page(admin, { first: 3 });
    expect(first.nodes.map((row) => row.outcome)).toContain('refused');
    const rest = await list.page(admin, { first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map((row) => row.id)).toHaveLength(4);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const refused = await list.page(admin, { first: 10, outcome: 'refused', attractionCode: 'lake' });
    expect(refused.nodes).toMatchObject([{ reason: 'MALFORMED', visit: null }]);
    const manager = spec.tenants.request(spec.tenants.b, ['attraction-manager'], ['tower']);
    const own = await list.page(manager, { first: 10 });
    expect(await Promise.all(own.nodes.map((row) => list.gateCode(manager, row.gateId)))).toEqual([
      'tower-2',
      'tower-1',
    ]);
    expect((await list.page(manager, { first: 10, attractionCode: 'lake' })).nodes).toEqual([]);
    await expect(list.page(admin, { first: 3, after: 'x' })).rejects.toMatchObject({ field: 'after' });
  });
});
