import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { isNonNullType } from 'graphql';

import { COMMANDS, HOSTILE_TEXTS, LOOK_ALIKES, NAMES_ONE, type Who } from './hostile-texts.fixtures.js';
import { Market } from './market.fixtures.js';
import { mutation, type Account, type Caller, type Machine, type Outcome } from './region.fixtures.js';
import { committedSchema, selection, textPaths, withText, type Path } from './schema-walk.fixtures.js';
import type { Shop } from './shop.fixtures.js';
import { VisitorAccounts } from './visitor-accounts.fixtures.js';

/** A command of many texts is sent some hundred times. */
jest.setTimeout(60_000);

const SCHEMA = committedSchema();
const MUTATIONS = Object.values(SCHEMA.getMutationType()?.getFields() ?? {});
const QUERIES = Object.values(SCHEMA.getQueryType()?.getFields() ?? {});
const TELLING = /INTERNAL|syntax error|postgres|relation "|column "|invalid byte|\bat .*\.(?:ts|js)\b/i;

/** Values for arguments that have to be there beside the hostile one. */
const SAMPLES: Readonly<Record<string, string>> = { LocalDate: '"2030-01-01"', String: '"none"', ID: `"${newId()}"` };

/** Queries that an administrator may not ask. */
const ASKED_BY: Readonly<Record<string, Who>> = { myOrders: 'account' };

/** Refused as a text, or as what is not there. */
const NOBODY = /INVALID_INPUT|NOT_FOUND|UNKNOWN_ATTRACTION|NOT_ON_SALE|RedemptionRefused/;

describe('texts that mean harm, in every text the schema takes', () => {
  let market: Market;
  let yrd: Shop;
  let callers: Readonly<Record<'partner' | 'account', Machine | Account>>;
  let unitId: string;
  beforeAll(async () => {
    market = await Market.open();
    ({ yrd } = market);
    const partner = await yrd.region.partner('ctrip', 900_000, 1_000_000n);
    callers = { partner, account: await new VisitorAccounts(market.platform).signedIn() };
    unitId = await yrd.region.unitOf('pass');
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  function callerOf(who: Who): Caller {
    return who === 'partner' || who === 'account' ? callers[who] : who;
  }

  /** What the command answers; it has to be an answer, and tell nothing of what is behind it. */
  async function sent(name: string, path: Path, text: string): Promise<Outcome | undefined> {
    const [who, input] = COMMANDS[name] ?? ['visitor' as const, () => ({})];
    const keyed = name === 'redeemTicket' ? input(unitId) : { idempotencyKey: newId(), ...input(unitId) };
    const { status, body } = await yrd.region.ask(callerOf(who), mutation(name), {
      input: withText(keyed, path, text),
    });
    const codes = (body.errors ?? []).map(({ extensions }) => extensions.code);
    expect({ name, path, status, codes }).toEqual({
      name,
      path,
      status: codes[0] ? 400 : 200,
      codes: codes.slice(0, 1),
    });
    expect([undefined, 'BAD_USER_INPUT']).toContain(codes[0]);
    expect(JSON.stringify(body)).not.toMatch(TELLING);
    return body.data?.[name];
  }

  const pathsOf = (name: string): Path[] => {
    const input = MUTATIONS.find((field) => field.name === name)?.args.find((arg) => arg.name === 'input');
    return input ? textPaths(input.type) : [];
  };

  it('are tried on every command', () => {
    expect(Object.keys(COMMANDS).toSorted()).toEqual(MUTATIONS.map(({ name }) => name).toSorted());
    expect(MUTATIONS.flatMap(({ name }) => pathsOf(name)).length).toBeGreaterThan(70);
  });

  it.each(Object.keys(COMMANDS))('[D01] are only text to %s', async (name) => {
    for (const path of pathsOf(name)) for (const text of HOSTILE_TEXTS) await sent(name, path, text);
  });

  it.each(Object.keys(COMMANDS).filter((name) => pathsOf(name).some((path) => NAMES_ONE.test(path.join('.')))))(
    '[D02] are nobody else to %s, however alike they look',
    async (name) => {
      for (const path of pathsOf(name).filter((each) => NAMES_ONE.test(each.join('.'))))
        for (const text of LOOK_ALIKES) {
          const answer = await sent(name, path, text);
          expect(answer?.code ?? answer?.__typename).toMatch(NOBODY);
        }
    },
  );

  it.each(QUERIES.filter(({ args }) => args.some(({ type }) => textPaths(type).length > 0)))(
    '[D01] are only text to the query $name',
    async ({ name, args }) => {
      for (const arg of args.filter(({ type }) => textPaths(type).length > 0)) {
        const others = args.filter(
          (other) => other !== arg && isNonNullType(other.type) && other.defaultValue === undefined,
        );
        const beside = others.map(({ name: key, type }) => `${key}: ${SAMPLES[String(type).replace('!', '')] ?? ''}`);
        const asked = `${name}(${[`${arg.name}: $text`, ...beside].join(', ')}) ${selection(SCHEMA, name)}`;
        for (const text of [...HOSTILE_TEXTS, ...LOOK_ALIKES]) {
          const who = callerOf(ASKED_BY[name] ?? 'admin');
          const { body } = await yrd.region.ask(who, `query ($text: ${String(arg.type)}) { ${asked} }`, { text });
          expect([undefined, 'INVALID_INPUT', 'PRODUCT_NOT_FOUND']).toContain(body.errors?.[0]?.extensions.code);
          expect(JSON.stringify(body)).not.toMatch(TELLING);
        }
      }
    },
  );

  it('[D01] are kept as they are where they may be', async () => {
    const [sql = ''] = HOSTILE_TEXTS;
    await yrd.region.done('admin', 'createPartner', {
      code: 'bobby',
      name: sql,
      netRatePpm: 900_000,
      creditLimitMinor: '0',
    });
    const asked = '{ salesChannels { nodes { code name } } }';
    const { salesChannels } = await yrd.region.query<{ salesChannels: { nodes: object[] } }>('admin', asked);
    expect(salesChannels.nodes).toContainEqual({ code: 'bobby', name: sql });
    const tables = await market.platform.rows('yrd', 'SELECT code FROM attraction');
    expect(tables).toHaveLength(4);
    expect(await market.kansai.region.query('visitor', '{ attractions { nodes { code } } }')).toMatchObject({
      attractions: { nodes: [{}, {}, {}, {}] },
    });
  });
});
