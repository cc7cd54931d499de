import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, newId } from '@lianpiao/kernel';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

import { BAD_COMMANDS, UNREADABLE } from './bad-commands.fixtures.js';
import { aDeviceKey } from './device-key.fixtures.js';
import { MUTATIONS } from './doors.fixtures.js';
import { Market } from './market.fixtures.js';
import { attractionFile, base64, PASS } from './goods.fixtures.js';
import { mutation, type Account, type Caller, type Outcome } from './region.fixtures.js';
import type { Shop } from './shop.fixtures.js';
import { VisitorAccounts } from './visitor-accounts.fixtures.js';

const SUCCESS: Readonly<Record<string, string>> = {
  importAttractions: '... on AttractionImport { created updated total dryRun }',
  createProduct: '... on Product { id state version }',
  publishProduct: '... on Product { id state publishedAt }',
  withdrawProduct: '... on Product { id state }',
  setPrice: '... on Product { id options { units { id price { minor } } } }',
  createGates: '... on GatesCreated { gates { code attraction { code } } }',
  registerGateDevice: '... on GateDevice { gateCode clientId keyId issuer }',
  removeGateDevice: '... on GateDeviceRemoved { gateCode }',
  createPartner: '... on PartnerCreated { partner { code clientId name } }',
  defineSplitRule: '... on SplitRule { definitionHash version }',
  assignSplitRule: '... on SplitRule { definitionHash version }',
  holdOrder: '... on HeldOrder { accessKey order { id number expiresAt total { minor } } }',
  payOrder: '... on Checkout { checkoutUrl payment { id amount { minor } createdAt } }',
  confirmOrder: '... on Order { id paidAt }',
  cancelOrder: '... on Order { id state }',
  claimOrder: '... on Order { id isMine }',
  refundOrder: '... on Refund { id amount { minor } requestedAt }',
  decideRefund: '... on Refund { id state decidedAt decidedBy }',
  revokeTicket: '... on TicketRevoked { revokedAt }',
  inviteStaff: '... on StaffMemberWithPassword { member { id username } }',
  changeStaff: '... on StaffMember { id displayName }',
  disableStaff: '... on StaffMember { id state }',
  enableStaff: '... on StaffMember { id state }',
  resetStaffPassword: '... on StaffMemberWithPassword { member { id username } }',
  closeDay: '... on ClosedPeriod { period { number closedAt } }',
};

type Repeated = Outcome & { readonly member?: { readonly id: string } };

describe('commands', () => {
  let market: Market;
  let yrd: Shop;
  let account: Account;
  beforeAll(async () => {
    market = await Market.open();
    ({ yrd } = market);
    account = await new VisitorAccounts(market.platform).signedIn();
  }, 120_000);
  afterAll(() => market.close(), 60_000);

  describe('sent again under their key', () => {
    const repeated = new Set<string>();

    /** The command, the same again, then another under its key: one effect, one answer, one refusal. */
    async function repeats(who: Caller, name: string, input: object, other: object): Promise<Repeated> {
      const send = (sent: object) => yrd.region.command<Repeated>(who, name, sent, SUCCESS[name]);
      const keyed = { ...input, idempotencyKey: newId() };
      const first = await send(keyed);
      expect(first.code).toBeUndefined();
      expect(await send(keyed)).toEqual(first);
      expect(await send({ ...keyed, ...other })).toEqual({
        __typename: 'IdempotencyKeyReused',
        code: 'IDEMPOTENCY_KEY_REUSED',
      });
      repeated.add(name);
      return first;
    }

    it('catalogue', async () => {
      const fileBase64 = base64(`${attractionFile('CNY')}\n`);
      await repeats(
        'admin',
        'importAttractions',
        { fileBase64, dryRun: false },
        { fileBase64: base64(attractionFile('CNY')) },
      );
      const product = { ...PASS, code: 'again', attractionCodes: ['wuzhen', 'xitang'], units: UNITS };
      await repeats('admin', 'createProduct', product, { code: 'another' });
      await repeats('admin', 'publishProduct', { code: 'again' }, { code: 'pass' });
      const price = { productCode: 'again', unitType: 'ADULT', validFrom: yrd.region.today, priceMinor: '4000' };
      await repeats('admin', 'setPrice', price, { priceMinor: '4001' });
      await repeats('admin', 'withdrawProduct', { code: 'again' }, { code: 'pass' });
    });

    it('gates, partners and rules', async () => {
      const gates = [{ code: 'again', attractionCode: 'wuzhen', name: { zh: '门', en: 'Gate' } }];
      await repeats('admin', 'createGates', { gates }, { gates: [{ ...gates[0], code: 'other' }] });
      const device = { gateCode: 'wuzhen-main', publicKey: aDeviceKey().jwk };
      await repeats('manager', 'registerGateDevice', device, { publicKey: aDeviceKey().jwk });
      await repeats('manager', 'removeGateDevice', { gateCode: 'wuzhen-main' }, { gateCode: 'wuzhen-side' });
      const partner = { code: 'again', name: 'Again', netRatePpm: 900_000, creditLimitMinor: '100000' };
      await repeats('admin', 'createPartner', partner, { netRatePpm: 1_000_000 });
      const definition = { method: 'PER_VISIT_EQUAL', commissionPpm: 10_000, fundPpm: 0, unused: 'AUTHORITY' };
      const rule = { code: 'again', definition };
      await repeats('admin', 'defineSplitRule', rule, { definition: { ...definition, fundPpm: 1 } });
      await repeats('admin', 'assignSplitRule', { productCode: 'pass', ruleCode: 'again' }, { ruleCode: 'default' });
      const trail = `{ auditLog(action: "settlement.assignSplitRule", subjectId: "pass", first: 1) {
        nodes { changes { field before after } } } }`;
      const { body } = await market.platform.ask('yrd', trail, {}, await yrd.region.tokenOf('admin'));
      expect(body.data).toEqual({
        auditLog: { nodes: [{ changes: [{ field: 'splitRule', before: 'default', after: 'again' }] }] },
      });
    });

    it('orders and tickets', async () => {
      const unitId = await yrd.region.unitOf('pass');
      const line = { unitId, quantity: 1 };
      await repeats('visitor', 'holdOrder', { lines: [line] }, { lines: [{ ...line, quantity: 2 }] });
      const given = await yrd.hold();
      const claimed = { orderId: given.orderId, accessKey: given.accessKey };
      await repeats(account, 'claimOrder', claimed, { accessKey: 'another' });
      const { orderId, accessKey } = await yrd.hold();
      const returnUrl = `http://${market.platform.hostOf('yrd')}/back`;
      await repeats('visitor', 'payOrder', { orderId, accessKey, returnUrl }, { orderId: given.orderId });
      await repeats('visitor', 'cancelOrder', { orderId, accessKey }, { accessKey: given.accessKey });
      const paid = await yrd.bought();
      const refund = { orderId: paid.orderId, accessKey: paid.accessKey, reason: 'rain' };
      await repeats('visitor', 'refundOrder', refund, { reason: 'sun' });
      const refundId = await yrd.refundAsked();
      const decision = { refundId, decision: 'APPROVED', reason: 'rain' };
      await repeats('finance', 'decideRefund', decision, { decision: 'REJECTED' });
      const revoked = await yrd.bought();
      await repeats('admin', 'revokeTicket', { code: revoked.ticket.code, reason: 'lost' }, { reason: 'found' });
      const partner = await yrd.region.partner('seller', 900_000, 1_000_000n);
      const held = await yrd.hold('pass', 1, partner);
      await repeats(partner, 'confirmOrder', { orderId: held.orderId }, { orderId: given.orderId });
    });

    it('staff', async () => {
      const names = { username: 'again', displayName: 'Again', email: 'again@example.cn' };
      const invited = { ...names, roles: ['finance'], attractionCodes: [] };
      const { member } = await repeats('admin', 'inviteStaff', invited, { displayName: 'Other' });
      const about = { id: member?.id, reason: 'spec' };
      await repeats('admin', 'changeStaff', { ...about, displayName: 'Twice' }, { displayName: 'Thrice' });
      for (const name of ['disableStaff', 'enableStaff', 'resetStaffPassword'])
        await repeats('admin', name, about, { reason: 'another' });
    });

    it('the day', async () => {
      await yrd.region.books();
      const idempotencyKey = newId();
      const close = () => yrd.region.command('finance', 'closeDay', { idempotencyKey }, SUCCESS.closeDay);
      expect(await close()).toEqual(await close());
      repeated.add('closeDay');
    });

    it('are all of them: a scan has its nonce instead', () => {
      expect([...repeated, 'redeemTicket'].toSorted()).toEqual([...MUTATIONS.keys()].toSorted());
    });

    it('by many at once have one effect', async () => {
      const lines = [{ unitId: await yrd.region.unitOf('single'), quantity: 1, visitDate: yrd.region.today }];
      const input = { lines, idempotencyKey: newId() };
      const send = () => yrd.region.command('visitor', 'holdOrder', input, SUCCESS.holdOrder);
      const answers = await Promise.all(Array.from({ length: 10 }, send));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    });

    it('that failed may be sent again', async () => {
      const held = await yrd.hold();
      const input = { orderId: held.orderId, accessKey: held.accessKey, reason: 'rain', idempotencyKey: newId() };
      const refund = () => yrd.region.command('visitor', 'refundOrder', input);
      expect(await refund()).toMatchObject({ code: 'ORDER_STATE_CONFLICT' });
      await yrd.pay(held);
      await yrd.reaches(held, 'ISSUED');
      expect(await refund()).toMatchObject({ __typename: 'Refund' });
    });

    it('by another caller are other commands', async () => {
      const idempotencyKey = newId();
      const partners = [await yrd.region.partner('one', 900_000, 0n), await yrd.region.partner('two', 800_000, 0n)];
      const lines = [{ unitId: await yrd.region.unitOf('pass'), quantity: 1 }];
      const answers = [];
      for (const who of partners)
        answers.push(await yrd.region.command(who, 'holdOrder', { lines, idempotencyKey }, SUCCESS.holdOrder));
      expect(answers.map(({ __typename }) => __typename)).toEqual(['HeldOrder', 'HeldOrder']);
      expect(answers[0]).not.toEqual(answers[1]);
    });
  });

  describe('that make no sense', () => {
    it.each(BAD_COMMANDS)('%s', async (_what, who, name, change, wrong) => {
      const { today } = yrd.region;
      const unitId = await yrd.region.unitOf('single');
      const dates = { today, yesterday: addDays(today, -1), far: addDays(today, 400) };
      const answer = await yrd.region.command<Outcome & object>(who, name, change({ ...dates, unitId }));
      expect(answer).toMatchObject({ __typename: 'InvalidInput', ...wrong });
    });

    it.each(UNREADABLE)('%s, before anything is done', async (_what, who, name, input, path) => {
      const { status, body } = await yrd.region.ask(who, mutation(name), {
        input: { idempotencyKey: newId(), ...input },
      });
      expect([status, body.data]).toEqual([400, undefined]);
      expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(body.errors?.[0]?.message).toContain(path);
    });

    it('[G10] a file of 50 MB, before it is sent', async () => {
      const { port } = new URL(market.platform.url);
      const headers = {
        host: 'yrd.localhost',
        'content-type': 'application/json',
        'content-length': String(50 * 1024 * 1024),
      };
      const asking = httpRequest({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers });
      asking.flushHeaders();
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        asking.once('response', resolve).once('error', reject);
      });
      expect([answer.statusCode, await json(answer)]).toMatchObject([
        413,
        { errors: [{ message: 'PAYLOAD_TOO_LARGE' }] },
      ]);
      asking.on('error', () => undefined).destroy();
    });
  });

  describe('to import a file', () => {
    const good = attractionFile('CNY');
    const rows = good.split('\n');
    const withRow = (at: number, change: (row: string) => string) =>
      rows.map((row, index) => (index === at ? change(row) : row)).join('\n');
    interface Report extends Outcome {
      readonly errors?: readonly { row: number | null; column: string | null; code: string; value: string | null }[];
      readonly errorCount?: number;
    }

    function importing(file: string | Buffer, dryRun = false): Promise<Report> {
      return yrd.region.command<Report>(
        'admin',
        'importAttractions',
        { fileBase64: base64(file), dryRun },
        `... on ImportRejected { errorCount errors { row column code value } }
         ... on AttractionImport { created updated unchanged total dryRun }`,
      );
    }

    async function catalogue(): Promise<object> {
      return yrd.region.query(
        'admin',
        '{ attractions(first: 100) { nodes { code dailyCapacity latitude name { zh } } } }',
      );
    }

    const GBK = Buffer.concat([
      Buffer.from(`${rows[0] ?? ''}\nwuzhen,`),
      Buffer.from([0xce, 0xda, 0xd5, 0xf2]),
      Buffer.from((rows[1] ?? '').slice('wuzhen,wuzhen'.length)),
    ]);

    it.each<[string, string | Buffer, object]>([
      ['with a wrong header', good.replace('latitude', 'lat'), { row: 1, column: 'latitude', code: 'WRONG_HEADER' }],
      ['in the wrong currency', attractionFile('JPY'), { row: 1, column: 'list_price_cny', code: 'WRONG_HEADER' }],
      [
        'with a bad number',
        withRow(2, (row) => row.replace(',150,', ',1e3,')),
        { row: 3, column: 'list_price_cny', code: 'NOT_A_NUMBER', value: '1e3' },
      ],
      [
        'with a code twice',
        `${good}\n${rows[1] ?? ''}`,
        { row: 6, column: 'code', code: 'DUPLICATE_CODE', value: 'wuzhen' },
      ],
      [
        'with coordinates off the globe',
        withRow(4, (row) => row.replace('30.74', '91')),
        { row: 5, column: 'latitude', code: 'OUT_OF_RANGE', value: '91' },
      ],
      ['with a field too few', withRow(1, (row) => row.replace(',false', '')), { row: 2, code: 'WRONG_FIELD_COUNT' }],
      ['with an open quote', withRow(3, (row) => row.replace('lingyin,', '"lingyin,')), { code: 'NOT_CSV' }],
      ['in GBK', GBK, { row: null, code: 'WRONG_ENCODING' }],
      ['in UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), { row: null, code: 'WRONG_ENCODING' }],
      ['that is empty', '', { row: 1, column: 'code', code: 'WRONG_HEADER' }],
      ['over 2 MiB', `${good}\n${'x'.repeat(2 * 1024 * 1024)}`, { row: null, code: 'TOO_LARGE' }],
    ])('[D05] %s: row by row what is wrong, and nothing imported', async (_what, file, wrong) => {
      const before = await catalogue();
      for (const dryRun of [true, false]) {
        const report = await importing(file, dryRun);
        expect(report).toMatchObject({ __typename: 'ImportRejected', code: 'IMPORT_REJECTED' });
        expect(report.errors?.[0]).toMatchObject(wrong);
      }
      expect(await catalogue()).toEqual(before);
    });

    it('says what would happen before it does', async () => {
      const before = await catalogue();
      const changed = `${withRow(1, (row) => row.replace('20000', '30000'))}\n${(rows[1] ?? '').replace('wuzhen', 'nanxun')}`;
      const counts = { created: 1, updated: 1, unchanged: 3, total: 5 };
      expect(await importing(changed, true)).toEqual({ __typename: 'AttractionImport', dryRun: true, ...counts });
      expect(await catalogue()).toEqual(before);
      expect(await importing(changed)).toEqual({ __typename: 'AttractionImport', dryRun: false, ...counts });
      expect(await catalogue()).not.toEqual(before);
    });

    it('names the first hundred of many mistakes, and counts them all', async () => {
      const many = Array.from({ length: 150 }, (_, n) =>
        (rows[1] ?? '').replace('wuzhen', `a${n}`).replace(',150,', ',x,'),
      );
      const report = await importing([rows[0], ...many].join('\n'));
      expect([report.errors?.length, report.errorCount]).toEqual([100, 150]);
    });
  });
});

const UNITS = [{ type: 'ADULT', priceMinor: '3000' }];
