import { newId } from '@lianpiao/kernel';

import { aDeviceKey } from './device-key.fixtures.js';
import { PASS } from './goods.fixtures.js';
import type { StaffName } from './authorities.fixtures.js';

/** Texts that mean something to a database, a path, a template, a terminal or an eye, and should mean nothing to us. */
export const HOSTILE_TEXTS: readonly string[] = [
  `'; DROP TABLE attraction; --`,
  `' OR ''='`,
  `") UNION SELECT NULL, version() --`,
  '%_\\',
  '$1 ${env.HOME} {{7*7}}',
  '../../etc/passwd\u0000.csv',
  '\ud800 half of a pair',
  'gate\u202egnp.exe\u200b',
  '=HYPERLINK("http://evil.example","x")',
  '<script>alert(1)</script>',
  '🎫'.repeat(500),
  'a'.repeat(50_000),
];

/** Reads as the code of an attraction, and is another: its `е` is Cyrillic, its `w` wide, its `n` carries a mark. */
export const LOOK_ALIKES = ['wuzhеn', 'ｗuzhen', 'wuzhen\u0301', 'wuzhen\u200b', 'WUZHEN', 'wuzhen '];

/** Fields that name one thing among others. */
export const NAMES_ONE = /(?:code|codes\.0|username|id|ticket)$/i;

const text = { zh: '名', en: 'Name' };
const UNITS = [{ type: 'ADULT', priceMinor: '3000' }];
const RULE = { method: 'PER_VISIT_EQUAL', commissionPpm: 10_000, fundPpm: 0, unused: 'AUTHORITY' };

/** Who asks: staff, a machine of a partner, anybody, or a visitor with an account. */
export type Who = StaffName | 'visitor' | 'partner' | 'account';
/** Who sends a command, and an input that would do. */
type Command = readonly [who: Who, input: (unitId: string) => object];
const about = (more: object) => () => ({ id: newId(), reason: 'spec', ...more });
const order = (more: object) => () => ({ orderId: newId(), accessKey: 'none', ...more });
const unique = (prefix: string) => `${prefix}-${newId().slice(-12)}`;

export const COMMANDS: Readonly<Record<string, Command>> = {
  importAttractions: ['admin', () => ({ fileBase64: '', dryRun: true })],
  createProduct: [
    'admin',
    () => ({ ...PASS, code: unique('p'), summary: text, attractionCodes: ['wuzhen', 'xitang'], units: UNITS }),
  ],
  publishProduct: ['admin', () => ({ code: 'none' })],
  withdrawProduct: ['admin', () => ({ code: 'none' })],
  setPrice: [
    'admin',
    () => ({ productCode: 'single', unitType: 'ADULT', validFrom: '2199-01-01', priceMinor: '1200' }),
  ],
  createGates: ['admin', () => ({ gates: [{ code: unique('g'), attractionCode: 'wuzhen', name: text }] })],
  registerGateDevice: ['manager', () => ({ gateCode: 'wuzhen-main', publicKey: aDeviceKey().jwk })],
  removeGateDevice: ['manager', () => ({ gateCode: 'wuzhen-main' })],
  createPartner: ['admin', () => ({ code: unique('o'), name: 'Name', netRatePpm: 900_000, creditLimitMinor: '0' })],
  defineSplitRule: ['admin', () => ({ code: unique('r'), definition: RULE })],
  assignSplitRule: ['admin', () => ({ productCode: 'single', ruleCode: 'default' })],
  closeDay: ['finance', () => ({})],
  inviteStaff: [
    'admin',
    () => ({
      username: unique('s'),
      displayName: 'Name',
      email: 's@example.cn',
      roles: ['finance'],
      attractionCodes: [],
    }),
  ],
  changeStaff: ['admin', about({ displayName: 'Name' })],
  disableStaff: ['admin', about({})],
  enableStaff: ['admin', about({})],
  resetStaffPassword: ['admin', about({})],
  holdOrder: ['visitor', (unitId) => ({ lines: [{ unitId, quantity: 1 }] })],
  payOrder: ['visitor', order({ returnUrl: 'http://yrd.localhost/' })],
  confirmOrder: ['partner', () => ({ orderId: newId() })],
  claimOrder: ['account', order({})],
  cancelOrder: ['visitor', order({})],
  refundOrder: ['visitor', order({ reason: 'spec' })],
  decideRefund: ['finance', () => ({ refundId: newId(), decision: 'REJECTED', reason: 'spec' })],
  redeemTicket: [
    'gates',
    () => ({ ticket: 'none', gateCode: 'wuzhen-main', scanNonce: newId(), scannedAt: '2026-01-01T00:00:00Z' }),
  ],
  revokeTicket: ['admin', () => ({ code: 'none', reason: 'spec' })],
};
