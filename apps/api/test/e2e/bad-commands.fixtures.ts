import { newId } from '@lianpiao/kernel';

import { PASS } from './goods.fixtures.js';
import { type Caller } from './region.fixtures.js';

/** What a bad command may have to name. */
interface Around {
  readonly today: string;
  readonly yesterday: string;
  /** Further away than anybody may buy. */
  readonly far: string;
  readonly unitId: string;
}

interface Wrong {
  readonly field: string;
  readonly rule: string;
}

/** What it is, who sends what, and the field that the answer has to name. */
export type BadCommand = readonly [string, Caller, string, (around: Around) => object, Wrong];

function hold(what: string, field: string, rule: string, change: (around: Around) => object): BadCommand {
  const input = (around: Around) => {
    const lines = [{ unitId: around.unitId, quantity: 1, visitDate: around.today }];
    return { lines, ...change(around) };
  };
  return [`an order ${what}`, 'visitor', 'holdOrder', input, { field, rule }];
}

function line(what: string, field: string, rule: string, change: (around: Around) => object): BadCommand {
  return hold(what, `lines.0.${field}`, rule, (around) => ({
    lines: [{ unitId: around.unitId, quantity: 1, visitDate: around.today, ...change(around) }],
  }));
}

function product(what: string, field: string, rule: string, change: object): BadCommand {
  const units = [{ type: 'ADULT', priceMinor: '3000' }];
  const input = { ...PASS, code: 'bad', attractionCodes: ['wuzhen', 'xitang'], units, ...change };
  return [`a product ${what}`, 'admin', 'createProduct', () => input, { field, rule }];
}

function partner(what: string, field: string, rule: string, change: object): BadCommand {
  const input = { code: 'bad', name: 'Bad', netRatePpm: 900_000, creditLimitMinor: '0', ...change };
  return [`a partner ${what}`, 'admin', 'createPartner', () => input, { field, rule }];
}

function gates(what: string, field: string, rule: string, change: (gate: object) => object[]): BadCommand {
  const gate = { code: 'bad', attractionCode: 'wuzhen', name: { zh: '门', en: 'Gate' } };
  return [`gates ${what}`, 'admin', 'createGates', () => ({ gates: change(gate) }), { field, rule }];
}

function rule(what: string, field: string, broken: string, change: object): BadCommand {
  const definition = { method: 'PER_VISIT_EQUAL', commissionPpm: 0, fundPpm: 0, unused: 'AUTHORITY', ...change };
  return [`a rule ${what}`, 'admin', 'defineSplitRule', () => ({ code: 'bad', definition }), { field, rule: broken }];
}

function scan(what: string, field: string, broken: string, change: object): BadCommand {
  const at = { ticket: 'x', gateCode: 'wuzhen-main', scanNonce: newId(), scannedAt: '2026-01-01T00:00:00Z', ...change };
  return [`a scan ${what}`, 'gates', 'redeemTicket', () => at, { field, rule: broken }];
}

function device(what: string, broken: string, publicKey: string): BadCommand {
  const input = { gateCode: 'wuzhen-main', publicKey };
  return [`a device ${what}`, 'manager', 'registerGateDevice', () => input, { field: 'publicKey', rule: broken }];
}

const contact = (change: object) => () => ({ contact: change });
const key = (idempotencyKey: string) => () => ({ idempotencyKey });

export const BAD_COMMANDS: readonly BadCommand[] = [
  hold('of nothing', 'lines', 'required', () => ({ lines: [] })),
  hold('of 10,000 lines', 'lines', 'length', ({ unitId }) => ({
    lines: Array.from({ length: 10_000 }, () => ({ unitId, quantity: 1 })),
  })),
  line('of no unit', 'quantity', 'range', () => ({ quantity: 0 })),
  line('of less than no unit', 'quantity', 'range', () => ({ quantity: -1 })),
  line('of 101 units', 'quantity', 'range', () => ({ quantity: 101 })),
  line('for yesterday', 'visitDate', 'range', ({ yesterday }) => ({ visitDate: yesterday })),
  line('for the day after next year', 'visitDate', 'range', ({ far }) => ({ visitDate: far })),
  hold('with a bad e-mail address', 'contact.email', 'format', contact({ email: 'nobody@nowhere' })),
  hold('with an endless e-mail address', 'contact.email', 'length', contact({ email: `${'a'.repeat(250)}@a.cn` })),
  hold('with a bad telephone number', 'contact.phone', 'format', contact({ phone: 'call me' })),
  hold('with an endless name', 'contact.name', 'length', contact({ name: '名'.repeat(81) })),
  hold('with a control character', 'contact.name', 'characters', contact({ name: 'a\u0000b' })),
  hold('under a key too short', 'idempotencyKey', 'format', key('1234567')),
  hold('under a key too long', 'idempotencyKey', 'format', key('k'.repeat(129))),
  hold('under a key with spaces', 'idempotencyKey', 'format', key('a key of words')),
  product('with a bad code', 'code', 'format', { code: 'Not A Code' }),
  product('without a name', 'name.en', 'required', { name: { zh: '名', en: ' ' } }),
  product('below no price', 'units.0.priceMinor', 'range', { units: [{ type: 'ADULT', priceMinor: '-1' }] }),
  product('beyond all price', 'units.0.priceMinor', 'range', {
    units: [{ type: 'ADULT', priceMinor: '9'.repeat(18) }],
  }),
  product('for nobody', 'units', 'length', { units: [] }),
  product('of nowhere', 'attractionCodes', 'length', { attractionCodes: [] }),
  product('of one place twice', 'attractionCodes.1', 'unique', { attractionCodes: ['wuzhen', 'wuzhen'] }),
  product('for ever', 'validityPeriod', 'format', { validityPeriod: 'for ever' }),
  product('of no visits', 'visitsTotal', 'range', { visitsTotal: 0 }),
  partner('at a rate above the price', 'netRatePpm', 'range', { netRatePpm: 1_000_001 }),
  partner('at no rate', 'netRatePpm', 'range', { netRatePpm: 0 }),
  partner('with a credit below nothing', 'creditLimitMinor', 'range', { creditLimitMinor: '-1' }),
  partner('with a path for a code', 'code', 'format', { code: '../admin' }),
  gates('that are none', 'gates', 'range', () => []),
  gates('with a bad code', 'gates.0.code', 'format', (gate) => [{ ...gate, code: 'Gate 1' }]),
  gates('of which two are one', 'gates.1.code', 'duplicate', (gate) => [gate, gate]),
  rule('that takes more than all', 'definition.commissionPpm', 'range', { commissionPpm: 1_000_001 }),
  rule('that takes less than nothing', 'definition.commissionPpm', 'range', { commissionPpm: -1 }),
  device('with no key', 'format', 'none'),
  device('with a very long key', 'length', 'x'.repeat(2_001)),
  scan('with a nonce too short', 'scanNonce', 'format', { scanNonce: 'short' }),
  scan('of a very long text', 'ticket', 'length', { ticket: 'x'.repeat(513) }),
  [
    'a payment that leads elsewhere',
    'visitor',
    'payOrder',
    () => ({ orderId: newId(), accessKey: 'x', returnUrl: 'https://evil.example/' }),
    { field: 'returnUrl', rule: 'origin' },
  ],
  [
    'a refund without a reason',
    'visitor',
    'refundOrder',
    () => ({ orderId: newId(), accessKey: 'x', reason: ' ' }),
    { field: 'reason', rule: 'required' },
  ],
  [
    'a ticket code that is none',
    'admin',
    'revokeTicket',
    () => ({ code: '0000', reason: 'lost' }),
    { field: 'code', rule: 'format' },
  ],
  [
    'a price of the past',
    'admin',
    'setPrice',
    ({ yesterday }) => ({ productCode: 'pass', unitType: 'ADULT', validFrom: yesterday, priceMinor: '1' }),
    { field: 'validFrom', rule: 'range' },
  ],
];

const held = (change: object) => ({ lines: [{ unitId: newId(), quantity: 1, ...change }] });

/** What no field of the schema can hold: refused with the path of the value. */
export const UNREADABLE: readonly (readonly [string, Caller, string, object, string])[] = [
  ['a date that no calendar has', 'visitor', 'holdOrder', held({ visitDate: '2026-02-30' }), 'visitDate'],
  ['a date in words', 'visitor', 'holdOrder', held({ visitDate: 'tomorrow' }), 'visitDate'],
  ['half a unit', 'visitor', 'holdOrder', held({ quantity: 0.5 }), 'quantity'],
  ['more units than a number holds', 'visitor', 'holdOrder', held({ quantity: 1e12 }), 'quantity'],
  ['a unit without a name', 'visitor', 'holdOrder', { lines: [{ quantity: 1 }] }, 'unitId'],
  ['an order without lines', 'visitor', 'holdOrder', {}, 'lines'],
  [
    'an amount as a float',
    'admin',
    'createPartner',
    { code: 'bad', name: 'Bad', netRatePpm: 1, creditLimitMinor: 1.5 },
    'creditLimitMinor',
  ],
  [
    'an amount of 19 digits',
    'admin',
    'createPartner',
    { code: 'bad', name: 'Bad', netRatePpm: 1, creditLimitMinor: '1'.repeat(19) },
    'creditLimitMinor',
  ],
  ['a file that is not base64', 'admin', 'importAttractions', { fileBase64: '***', dryRun: true }, 'fileBase64'],
  ['what the schema does not know', 'finance', 'closeDay', { force: true }, 'force'],
];
