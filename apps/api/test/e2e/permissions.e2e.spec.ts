import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { COLUMNS, MUTATIONS, QUERIES, type Column, type Door } from './doors.fixtures.js';
import { eventually } from './eventually.fixtures.js';
import { Market } from './market.fixtures.js';
import { ADMIN_SECRET } from './provisioning.fixtures.js';
import { mutation, type Account, type Caller, type Machine } from './region.fixtures.js';
import type { Shop } from './shop.fixtures.js';
import { VisitorAccounts } from './visitor-accounts.fixtures.js';

interface Attractions {
  readonly attraction: object | null;
  readonly attractions: { readonly nodes: readonly { readonly code: string }[] };
}

type Verdict = 'admitted' | 'FORBIDDEN' | 'UNAUTHENTICATED';

describe('who may do what', () => {
  let market: Market;
  let yrd: Shop;
  let partner: Machine;
  let account: Account;
  beforeAll(async () => {
    market = await Market.open();
    ({ yrd } = market);
    partner = await yrd.region.partner('ctrip', 900_000, 1_000_000n);
    account = await new VisitorAccounts(market.platform).signedIn();
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  function caller(column: Column): Caller {
    if (column === 'account') return account;
    return column === 'partner' ? partner : column;
  }

  /** Anything that is not about permission means that the door was open. */
  async function verdict(who: Caller, { query, variables }: Pick<Door, 'query' | 'variables'>): Promise<Verdict> {
    const { body } = await yrd.region.ask(who, query, variables);
    const codes = (body.errors ?? []).map(({ extensions }) => extensions.code);
    const other = codes.find((code) => code !== 'FORBIDDEN' && code !== 'UNAUTHENTICATED');
    if (other) throw new Error(`${query} was answered ${JSON.stringify(body)}`);
    return (codes[0] as Verdict | undefined) ?? 'admitted';
  }

  function expected(column: Column, { admits }: Door): Verdict {
    if (admits.includes(column)) return 'admitted';
    return column === 'visitor' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  }

  async function fieldsOf(type: 'Query' | 'Mutation'): Promise<string[]> {
    const { __type } = await yrd.region.query<{ __type: { fields: { name: string }[] } }>(
      'visitor',
      `{ __type(name: "${type}") { fields { name } } }`,
    );
    return __type.fields.map(({ name }) => name).toSorted();
  }

  it('is written down for every command and every query', async () => {
    expect([...MUTATIONS.keys()].toSorted()).toEqual(await fieldsOf('Mutation'));
    expect([...QUERIES.keys()].toSorted()).toEqual(await fieldsOf('Query'));
  });

  describe.each(COLUMNS)('%s', (column) => {
    it.each([...MUTATIONS, ...QUERIES])('%s', async (_name, door) => {
      expect(await verdict(caller(column), door)).toBe(expected(column, door));
    });
  });

  describe('a token', () => {
    it('[S07] opens nothing at another authority, whosever it is', async () => {
      for (const column of COLUMNS.filter((each) => each !== 'visitor' && each !== 'account')) {
        const token = await yrd.region.tokenOf(caller(column));
        const answer = await market.platform.ask('kansai', '{ storefront { slug } }', {}, token);
        expect([answer.status, answer.body.data]).toEqual([401, undefined]);
      }
    });

    it('[S07] is refused at another authority before a row of it is read', async () => {
      const token = await yrd.region.tokenOf('admin');
      const own = await market.kansai.region.tokenOf('admin');
      const asked = (bearer?: string) =>
        market.platform.ask('kansai', '{ attractions { nodes { code } } }', {}, bearer);
      const { schema } = await market.platform.placeOf('kansai');
      await market.platform.inSchema('kansai', (owner) => owner.query(`ALTER SCHEMA ${schema} RENAME TO out_of_reach`));
      try {
        // Whose rows are wanted learns that they cannot be had; who is refused does not.
        expect((await asked(own)).body.errors?.[0]?.extensions.code).toBe('INTERNAL');
        expect((await asked(token)).status).toBe(401);
      } finally {
        await market.platform.inSchema('kansai', (owner) =>
          owner.query(`ALTER SCHEMA out_of_reach RENAME TO ${schema}`),
        );
      }
      expect((await asked(own)).body.errors).toBeUndefined();
    });

    it('[S46] of a tenant makes nobody an operator of the platform, a partner or a visitor with an account', async () => {
      await grant('newcomer', ['platform-admin', 'ota-partner', 'visitor', 'made-up']);
      const token = await market.platform.token('yrd', 'newcomer');
      const { body } = await market.platform.ask('yrd', '{ me { roles } orders { nodes { id } } }', {}, token);
      expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const me = await market.platform.ask('yrd', '{ me { roles } }', {}, token);
      expect(me.body.data).toEqual({ me: { roles: [] } });
    });
  });

  describe('a gate and an attraction know their own', () => {
    let tokens: readonly string[];
    beforeAll(async () => {
      const orders = await Promise.all([yrd.bought(), yrd.bought()]);
      tokens = orders.map(({ ticket }) => ticket.token);
      expect(await yrd.scan(tokens[0]!, 'wuzhen-main')).toBe('ACCEPTED');
      expect(await yrd.scan(tokens[0]!, 'xitang-main')).toBe('ACCEPTED');
    });

    function scanAt(gateCode: string) {
      const input = { ticket: tokens[1]!, gateCode, scanNonce: newId(), scannedAt: new Date().toISOString() };
      return { query: mutation('redeemTicket'), variables: { input } };
    }

    it('[S44] redeem there and nowhere else; nothing is recorded elsewhere', async () => {
      const before = await redemptionsSeenBy('finance');
      for (const who of ['gate', 'manager'] as const) {
        expect(await verdict(who, scanAt('xitang-main'))).toBe('FORBIDDEN');
        expect(await verdict(who, scanAt('wuzhen-main'))).toBe('admitted');
      }
      const { gate, manager } = {
        gate: await yrd.region.tokenOf('gate'),
        manager: await yrd.region.tokenOf('manager'),
      };
      for (const token of [gate, manager]) expect((await lean(token!)).status).toBe(403);
      expect((await redemptionsSeenBy('finance')).length).toBe(before.length + 2);
    });

    it('see the visits of their gates only', async () => {
      expect(new Set(await redemptionsSeenBy('finance'))).toEqual(new Set(['wuzhen', 'xitang']));
      for (const who of ['gate', 'manager'] as const) {
        expect(new Set(await redemptionsSeenBy(who))).toEqual(new Set(['wuzhen']));
        expect(await redemptionsSeenBy(who, 'attractionCode: "xitang"')).toEqual([]);
      }
    });

    it('put up gates of their own only', async () => {
      const gates = (attractionCode: string, code: string) => ({
        query: mutation('createGates'),
        variables: {
          input: { gates: [{ code, attractionCode, name: { zh: '门', en: 'Gate' } }], idempotencyKey: newId() },
        },
      });
      expect(await verdict('manager', gates('xitang', 'xitang-back'))).toBe('FORBIDDEN');
      expect(await verdict('manager', gates('wuzhen', 'wuzhen-back'))).toBe('admitted');
      expect(await yrd.scan(tokens[1]!, 'xitang-back')).toBe('GATE_NOT_FOUND');
      // A new gate is known everywhere a moment later.
      const verdictThere = await eventually(
        () => yrd.scan(tokens[1]!, 'wuzhen-back'),
        (said) => said !== 'GATE_NOT_FOUND',
      );
      expect(verdictThere).toBe('ALREADY_VISITED');
    });

    it('draft products of their own attraction only, and put none of them on sale', async () => {
      const draft = (code: string, ...attractionCodes: string[]) => ({
        query: mutation('createProduct'),
        variables: {
          input: {
            ...DRAFT,
            code,
            kind: attractionCodes.length > 1 ? 'COMBO' : 'SINGLE',
            attractionCodes,
            idempotencyKey: newId(),
          },
        },
      });
      expect(await verdict('gate', draft('of-a-gate', 'wuzhen'))).toBe('FORBIDDEN');
      expect(await verdict('manager', draft('elsewhere', 'xitang'))).toBe('FORBIDDEN');
      expect(await verdict('manager', draft('joint', 'wuzhen', 'xitang'))).toBe('FORBIDDEN');
      expect(await verdict('manager', draft('own', 'wuzhen'))).toBe('admitted');
      const publish = {
        query: mutation('publishProduct'),
        variables: { input: { code: 'own', idempotencyKey: newId() } },
      };
      expect(await verdict('manager', publish)).toBe('FORBIDDEN');
      const asked = '{ products(first: 100) { nodes { code state } } }';
      const { products } = await yrd.region.query<{ products: { nodes: { code: string; state: string }[] } }>(
        'admin',
        asked,
      );
      const made = products.nodes.filter(({ code }) => ['of-a-gate', 'elsewhere', 'joint', 'own'].includes(code));
      expect(made).toEqual([{ code: 'own', state: 'DRAFT' }]);
    });

    it('know who works at their attraction, and of nobody else', async () => {
      const asked = '{ staff(first: 100) { nodes { username email attractionCodes } } }';
      interface Members {
        readonly staff: { readonly nodes: readonly { username: string; email: string; attractionCodes: string[] }[] };
      }
      const seenBy = async (who: Caller) => (await yrd.region.query<Members>(who, asked)).staff.nodes;
      const all = await seenBy('admin');
      expect(all.map(({ attractionCodes }) => attractionCodes.length)).toContain(0);
      expect(await seenBy('manager')).toEqual(all.filter(({ attractionCodes }) => attractionCodes.includes('wuzhen')));
    });

    it('see their own attractions, also while they are closed to the public', async () => {
      const seesClosed = async (who: Caller, code: string) => {
        const asked = 'query ($code: String!) { attraction(code: $code) { code } attractions { nodes { code } } }';
        const seen = await yrd.region.query<Attractions>(who, asked, { code });
        const listed = seen.attractions.nodes.some((each) => each.code === code);
        expect(seen.attraction !== null).toBe(listed);
        return listed;
      };
      await setState('closed');
      for (const who of ['visitor', partner] as const)
        expect([await seesClosed(who, 'wuzhen'), await seesClosed(who, 'lingyin')]).toEqual([false, false]);
      for (const who of ['gate', 'manager'] as const)
        expect([await seesClosed(who, 'wuzhen'), await seesClosed(who, 'lingyin')]).toEqual([true, false]);
      for (const who of ['finance', 'auditor', 'admin'] as const)
        expect([await seesClosed(who, 'wuzhen'), await seesClosed(who, 'lingyin')]).toEqual([true, true]);
      await setState('open');
    });

    it('read their own statements only', async () => {
      await yrd.region.books();
      await yrd.region.done('finance', 'closeDay', {});
      const all = await statementsSeenBy('finance');
      expect(all.map(({ attractionCode }) => attractionCode)).toEqual(expect.arrayContaining(['wuzhen', 'xitang']));
      const own = await statementsSeenBy('manager');
      expect(new Set(own.map(({ attractionCode }) => attractionCode))).toEqual(new Set(['wuzhen']));
      for (const { number, attractionCode } of all) {
        const { statement } = await yrd.region.query<{ statement: object | null }>(
          'manager',
          'query ($number: String!) { statement(number: $number) { number } }',
          { number },
        );
        expect(statement !== null).toBe(attractionCode === 'wuzhen');
      }
    });

    /** Of an attraction of theirs and of another; there is no door yet that closes one. */
    async function setState(state: 'open' | 'closed'): Promise<void> {
      await market.platform.rows('yrd', `UPDATE attraction SET state = $1 WHERE code IN ('wuzhen', 'lingyin')`, [
        state,
      ]);
    }

    /** The gates' lean door. */
    async function lean(token: string) {
      const scan = { ticket: tokens[1]!, gate: 'xitang-main', nonce: newId(), scannedAt: new Date().toISOString() };
      return market.platform.post('/gate/v1/redemptions', scan, { authorization: `Bearer ${token}` });
    }

    async function redemptionsSeenBy(who: Caller, filter = 'first: 100'): Promise<string[]> {
      const { redemptions } = await yrd.region.query<{
        redemptions: { nodes: { attraction: { code: string } }[] };
      }>(who, `{ redemptions(${filter}) { nodes { attraction { code } } } }`);
      return redemptions.nodes.map(({ attraction }) => attraction.code);
    }

    async function statementsSeenBy(who: Caller) {
      const { statements } = await yrd.region.query<{
        statements: { nodes: { number: string; attractionCode: string }[] };
      }>(who, '{ statements(first: 100) { nodes { number attractionCode } } }');
      return statements.nodes;
    }
  });

  it('shows a partner its own channel, and staff all of them', async () => {
    const rival = await yrd.region.partner('fliggy', 900_000, 0n);
    const seenBy = async (who: Caller) => {
      const asked = '{ salesChannels { nodes { code } } }';
      const { salesChannels } = await yrd.region.query<{ salesChannels: { nodes: { code: string }[] } }>(who, asked);
      return salesChannels.nodes.map(({ code }) => code).toSorted();
    };
    expect([await seenBy(partner), await seenBy(rival)]).toEqual([['ctrip'], ['fliggy']]);
    for (const who of ['finance', 'auditor', 'admin'] as const)
      expect(await seenBy(who)).toEqual(expect.arrayContaining(['ctrip', 'fliggy']));
  });

  it('keeps drafts from those who do not make them', async () => {
    const { code } = await yrd.region.command('admin', 'createProduct', {
      ...DRAFT,
      attractionCodes: ['wuzhen'],
    });
    expect(code).toBeUndefined();
    const seen = async (who: Caller) =>
      (await yrd.region.query<{ product: object | null }>(who, '{ product(code: "draft") { code } }')).product !== null;
    for (const who of ['visitor', partner] as const) expect(await seen(who)).toBe(false);
    for (const who of ['manager', 'finance', 'auditor', 'admin'] as const) expect(await seen(who)).toBe(true);
  });

  /** Roles that somebody with rights in the realm may have given. */
  async function grant(username: string, roleNames: readonly string[]): Promise<void> {
    const admin = new KeycloakAdminClient({ baseUrl: market.platform.issuer.url, realmName: 'master' });
    await admin.auth({ grantType: 'client_credentials', clientId: 'provisioner', clientSecret: ADMIN_SECRET });
    const realm = 'yrd';
    const [user] = await admin.users.find({ realm, username, exact: true });
    const known = new Set((await admin.roles.find({ realm })).map(({ name }) => name));
    for (const name of roleNames) if (!known.has(name)) await admin.roles.create({ realm, name });
    const roles = (await admin.roles.find({ realm })).flatMap(({ id, name }) =>
      id && name && roleNames.includes(name) ? [{ id, name }] : [],
    );
    await admin.users.addRealmRoleMappings({ realm, id: user?.id ?? '', roles });
  }
});

const DRAFT = {
  code: 'draft',
  kind: 'SINGLE',
  name: { zh: '草', en: 'Draft' },
  dated: false,
  validityClock: 'ROLLING',
  validityStarts: 'PURCHASE',
  validityPeriod: 'P1D',
  units: [{ type: 'ADULT', priceMinor: '100' }],
};
