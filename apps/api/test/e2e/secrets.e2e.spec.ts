import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';

import { aDeviceKey } from './device-key.fixtures.js';
import { Market } from './market.fixtures.js';
import { ADMIN_SECRET } from './provisioning.fixtures.js';
import { mutation, type Outcome, type Region } from './region.fixtures.js';
import type { Shop } from './shop.fixtures.js';
import { VisitorAccounts } from './visitor-accounts.fixtures.js';

/** Whoever may read the log, or is answered an error, gets nowhere with it and learns of nobody. */
describe('[S48] a day with all that is secret', () => {
  let market: Market;
  let yrd: Shop;
  let region: Region;
  /** What must not be found again, by what it is. */
  const secrets = new Map<string, string>();
  const errors: string[] = [];

  const keep = (what: string, secret: string | undefined): string => {
    if (!secret || secret.length < 6) throw new Error(`${what} is no secret: ${String(secret)}`);
    secrets.set(what, secret);
    return secret;
  };

  /** Keeps what is answered where it is an error. */
  async function failing(query: string, variables: object, token?: string): Promise<void> {
    const { body } = await market.platform.ask('yrd', query, variables, token);
    const [outcome] = Object.values(body.data ?? {}) as (Outcome | null)[];
    if (!body.errors && !outcome?.code) throw new Error(`${query} did not fail`);
    errors.push(JSON.stringify(body));
  }

  beforeAll(async () => {
    market = await Market.open(() => Promise.resolve({ LOG_LEVEL: 'trace' }));
    ({ yrd } = market);
    ({ region } = yrd);
    for (const name of ['APP_DB_PASSWORD', 'DATA_ENCRYPTION_KEY', 'PSP_ADMIN_SECRET'])
      keep(name, market.platform.env[name]);
    keep('KEYCLOAK_ADMIN_CLIENT_SECRET', ADMIN_SECRET);
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  it('has people and machines who sign in, and some who do not get in', async () => {
    for (const who of ['admin', 'finance', 'gate'] as const) keep(`token of ${who}`, await region.tokenOf(who));
    const account = await new VisitorAccounts(market.platform).signedIn();
    keep('token of a visitor', account.token);
    const partner = await region.partner('ctrip', 900_000, 1_000_000n);
    keep('secret of a partner', partner.secret);
    keep('token of a partner', await region.tokenOf(partner));
    const me = '{ me { username } }';
    await region.query('admin', me);
    const [head = '', claims = '', signature = ''] = (secrets.get('token of admin') ?? '').split('.');
    const altered = keep('altered token', `${head}.${claims}.${signature.split('').reverse().join('')}`);
    await failing(me, {}, altered);
    const answer = await market.platform.ask('kansai', me, {}, secrets.get('token of admin'));
    errors.push(JSON.stringify(answer.body));
  });

  it('has staff who are taken on and given another password', async () => {
    const names = {
      username: 'new',
      displayName: '王小明',
      email: keep('address of staff', 'xiaoming.wang@yrd.example'),
    };
    const invited = { ...names, roles: ['finance'], attractionCodes: [] };
    const answer = '... on StaffMemberWithPassword { temporaryPassword member { id } }';
    type Member = Outcome & { temporaryPassword: string; member: { id: string } };
    const first = await region.command<Member>('admin', 'inviteStaff', invited, answer);
    keep('first password', first.temporaryPassword);
    const about = { id: first.member.id, reason: 'lost it' };
    const second = await region.command<Member>('admin', 'resetStaffPassword', about, answer);
    keep('second password', second.temporaryPassword);
  });

  it('has visitors who buy, with a key and an address, and some who cannot', async () => {
    const email = keep('address of a visitor', 'guest.of.the.day@example.com');
    const phone = keep('number of a visitor', '+86 138 1234 5678');
    const { order, accessKey } = await yrd.tryHold('pass', 1, {});
    keep('key of an order', accessKey);
    await failing(mutation('holdOrder'), {
      input: { lines: [], contact: { name: 'Guest', email, phone }, idempotencyKey: newId() },
    });
    await failing(mutation('cancelOrder'), {
      input: { orderId: order.id, accessKey: keep('wrong key of an order', newId()), idempotencyKey: newId() },
    });
    const { ticket } = await yrd.bought();
    keep('ticket', ticket.token);
    expect(await yrd.scan(ticket.token, 'wuzhen-main')).toBe('ACCEPTED');
    expect(await yrd.scan(`${ticket.token.slice(0, -8)}AAAAAAAA`, 'wuzhen-main')).toBe('FORGED');
  });

  it('has those who send what they should keep', async () => {
    const device = aDeviceKey();
    const pem = device.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    keep('private key of a device', pem.split('\n')[1]);
    const input = { gateCode: 'wuzhen-main', publicKey: pem, idempotencyKey: newId() };
    await failing(mutation('registerGateDevice'), { input }, secrets.get('token of admin'));
    const typed = keep('password typed into a query', 'hunter2-and-more');
    await failing(`{ me(password: "${typed}") { username } }`, {});
    await failing('query ($id: Int!) { me { username } }', { id: typed });
    const torn = await market.platform.post('/graphql', `{"query": "${typed}`);
    const form = await market.platform.post('/identity/backchannel-logout/none', { logout_token: typed });
    errors.push(torn.text, form.text);
  });

  it('has faults of ours, and a provider that is away', async () => {
    await market.platform.inSchema('yrd', (owner) => owner.query('ALTER TABLE staff_member RENAME TO out_of_reach'));
    try {
      await failing('{ staff { nodes { email } } }', {}, secrets.get('token of admin'));
    } finally {
      await market.platform.inSchema('yrd', (owner) => owner.query('ALTER TABLE out_of_reach RENAME TO staff_member'));
    }
    await market.platform.issuer.close();
    const input = { gateCode: 'wuzhen-main', publicKey: aDeviceKey().jwk, idempotencyKey: newId() };
    await failing(mutation('registerGateDevice'), { input }, secrets.get('token of admin'));
  });

  it('leaves none of it in the log, nor in what was answered', () => {
    const { log } = market.platform;
    expect(log).toContain('token refused');
    expect(log.split('\n').length).toBeGreaterThan(20);
    const told = [...secrets].flatMap(([what, secret]) =>
      // Of a token, what makes it one is its end.
      [secret, secret.split('.').at(-1) ?? secret].some((text) => log.includes(text)) ? [`${what} in the log`] : [],
    );
    const answered = [...secrets].flatMap(([what, secret]) =>
      errors.some((text) => text.includes(secret)) ? [`${what} in an error`] : [],
    );
    expect([...told, ...answered]).toEqual([]);
  });
});
