import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import request from 'supertest';

import { passes } from './eventually.fixtures.js';
import { LogoutRelay } from './logout-relay.fixtures.js';
import { Market } from './market.fixtures.js';
import type { Account } from './region.fixtures.js';
import type { Held, Shop } from './shop.fixtures.js';
import { VisitorAccounts } from './visitor-accounts.fixtures.js';

const MY_ORDERS = `query ($after: String) { myOrders(first: 2, after: $after) {
  nodes { id state lines { productCode } payments { state } refunds { state } tickets { code } }
  pageInfo { hasNextPage endCursor } } }`;
const ME = '{ me { username roles attractionCodes } }';

interface MyOrders {
  readonly myOrders: {
    readonly nodes: readonly { readonly id: string; readonly state: string; readonly tickets: readonly object[] }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describe('visitors who sign in', () => {
  let relay: LogoutRelay;
  let market: Market;
  let yrd: Shop;
  let kansai: Shop;
  let visitors: VisitorAccounts;
  beforeAll(async () => {
    relay = await LogoutRelay.open();
    market = await Market.open(() => Promise.resolve({ BACKCHANNEL_BASE_URL: relay.url }));
    relay.target = market.platform.url;
    ({ yrd, kansai } = market);
    visitors = new VisitorAccounts(market.platform);
    await visitors.sendsBackTo(market.platform.originOf('kansai'));
  }, 120_000);
  afterAll(async () => {
    await market.close();
    await relay.close();
  }, 60_000);

  const withoutKey = ({ orderId }: Held) => ({ orderId, accessKey: '' });
  const ordersOf = async (who: Account, shop = yrd) =>
    (await shop.region.query<MyOrders>(who, MY_ORDERS, {})).myOrders.nodes;
  const giveBack = (who: Account, { orderId }: Held, shop = yrd) =>
    shop.region.command<{ __typename: string; code?: string }>(who, 'refundOrder', { orderId, reason: 'rain' });

  it('are the same person at every authority, and nobody there but a visitor', async () => {
    const who = await visitors.signedIn();
    for (const shop of [yrd, kansai]) {
      const { me } = await shop.region.query<{ me: object }>(who, ME);
      expect(me).toMatchObject({ username: expect.stringContaining('@example.com'), roles: ['visitor'] });
    }
    const { visitorSignIn } = await yrd.region.query<{ visitorSignIn: object }>(
      'visitor',
      '{ visitorSignIn { issuer clientId } }',
    );
    expect(visitorSignIn).toEqual({ issuer: `${market.platform.issuer.url}/realms/visitors`, clientId: 'portal' });
  });

  it('buy, find their orders and tickets again, and give them back without a key', async () => {
    const who = await visitors.signedIn();
    const held = await yrd.hold('pass', 1, who);
    await yrd.pay(held);
    await yrd.reaches(held, 'ISSUED');
    expect(await ordersOf(who)).toMatchObject([{ id: held.orderId, state: 'ISSUED', tickets: [{}] }]);
    await expect(yrd.order(withoutKey(held), who)).resolves.toMatchObject({ state: 'ISSUED', tickets: [{}] });
    expect(await giveBack(who, held)).toMatchObject({ __typename: 'Refund' });
    await expect(yrd.order(withoutKey(held), who)).resolves.toMatchObject({ state: 'REFUNDED' });
    const { refunds } = await yrd.region.query<{ refunds: { nodes: object[] } }>(
      'auditor',
      '{ refunds(first: 1) { nodes { requestedBy } } }',
    );
    expect(refunds.nodes).toEqual([{ requestedBy: 'visitor' }]);
  });

  it('page through their orders, newest first', async () => {
    const who = await visitors.signedIn();
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) ids.unshift((await yrd.hold('pass', 1, who)).orderId);
    const first = await yrd.region.query<MyOrders>(who, MY_ORDERS);
    const after = first.myOrders.pageInfo.endCursor;
    const second = await yrd.region.query<MyOrders>(who, MY_ORDERS, { after });
    expect([first, second].flatMap(({ myOrders }) => myOrders.nodes.map(({ id }) => id))).toEqual(ids);
    expect(second.myOrders.pageInfo.hasNextPage).toBe(false);
  });

  it('[S25] have at one authority what they bought there, and are told nothing of the rest', async () => {
    const who = await visitors.signedIn();
    const [here, there] = [await yrd.hold('pass', 1, who), await kansai.hold('pass', 1, who)];
    expect((await ordersOf(who)).map(({ id }) => id)).toEqual([here.orderId]);
    expect((await ordersOf(who, kansai)).map(({ id }) => id)).toEqual([there.orderId]);
    await expect(kansai.order(withoutKey(here), who)).rejects.toThrow('no order');
    expect(await giveBack(who, here, kansai)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });

  it('[S25] know nothing of the orders of another, nor of guests', async () => {
    const [one, other] = [await visitors.signedIn(), await visitors.signedIn('kansai')];
    for (const held of [await yrd.hold('pass', 1, one), await yrd.hold()]) {
      await expect(yrd.order(withoutKey(held), other)).rejects.toThrow('no order');
      for (const name of ['cancelOrder', 'refundOrder']) {
        const reason = name === 'refundOrder' ? { reason: 'rain' } : {};
        const [theirs, none] = await Promise.all(
          [held.orderId, newId()].map((orderId) => yrd.region.command(other, name, { orderId, ...reason })),
        );
        expect(theirs).toEqual(none);
      }
      await expect(yrd.order(withoutKey(held), 'visitor')).rejects.toThrow('no order');
    }
    expect(await ordersOf(other)).toEqual([]);
  });

  it('take what they bought as guests into their account, with its key', async () => {
    const [who, other] = [await visitors.signedIn(), await visitors.signedIn()];
    const { orderId, accessKey } = await yrd.hold();
    const claim = (by: Account, key: string) => yrd.region.command(by, 'claimOrder', { orderId, accessKey: key });
    expect(await claim(who, 'wrong')).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(await claim(who, accessKey)).toMatchObject({ __typename: 'Order' });
    expect(await claim(other, accessKey)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect((await ordersOf(who)).map(({ id }) => id)).toEqual([orderId]);
    const asked = 'query ($id: ID!, $key: String!) { order(id: $id, accessKey: $key) { isMine } }';
    const isMine = (to: Account | 'visitor') => yrd.region.query(to, asked, { id: orderId, key: accessKey });
    const answers = await Promise.all([isMine(who), isMine(other), isMine('visitor')]);
    expect(answers).toEqual([true, false, false].map((mine) => ({ order: { isMine: mine } })));
    await expect(yrd.order({ orderId, accessKey })).resolves.toMatchObject({ state: 'HELD' });
  });

  it('[S28] are no staff, whatever roles the realm gives them', async () => {
    const { id, email } = await visitors.open();
    const admin = await visitors.admin();
    for (const name of ['bureau-admin', 'platform-admin']) {
      await admin.roles.create({ realm: 'visitors', name });
      const role = await admin.roles.findOneByName({ realm: 'visitors', name });
      const roles = [{ id: role?.id ?? '', name }];
      await admin.users.addRealmRoleMappings({ realm: 'visitors', id, roles });
    }
    const who = await visitors.signIn(email);
    for (const shop of [yrd, kansai]) {
      expect(await shop.region.query(who, ME)).toMatchObject({ me: { roles: ['visitor'] } });
      for (const query of [
        '{ staff { nodes { username } } }',
        '{ orders { nodes { id } } }',
        '{ ledgerProof { holds } }',
      ]) {
        const { body } = await shop.region.ask(who, query);
        expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      }
    }
    const control = await market.platform.startControl();
    expect((await control.ask('{ tenants { nodes { slug } } }', {}, who.token)).status).toBe(401);
  });

  it('[S30] are out at every node and every authority once their session has ended', async () => {
    const { id, email } = await visitors.open();
    const { token } = await visitors.signIn(email);
    const nodes = [market.platform.url, await market.platform.startNode()];
    const statuses = () =>
      Promise.all(
        nodes.flatMap((node) =>
          ['yrd.localhost', 'kansai.localhost'].map(async (host) => {
            const asking = request(node)
              .post('/graphql')
              .set({ host, authorization: `Bearer ${token}` });
            return (await asking.send({ query: ME })).status;
          }),
        ),
      );
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await (await visitors.admin()).users.logout({ realm: 'visitors', id });
    await passes(async () => {
      expect(await statuses()).toEqual([401, 401, 401, 401]);
    }, 5_000);
  });

  it('are sent back to a host as soon as it is there, and no more once it is gone', async () => {
    const { email } = await visitors.open();
    const host = 'tickets.localhost';
    const added = `http://${host}:4000`;
    await expect(visitors.signIn(email, added)).rejects.toThrow();
    await market.platform.tenantVerb('add-host', 'yrd', '--host', host, '--reason', 'spec');
    await visitors.sendsBackTo(added);
    await expect(visitors.signIn(email, added)).resolves.toBeDefined();
    await market.platform.tenantVerb('remove-host', 'yrd', '--host', host, '--reason', 'spec');
    await visitors.sendsBackTo(added, false);
    await expect(visitors.signIn(email, added)).rejects.toThrow();
  }, 90_000);
});
