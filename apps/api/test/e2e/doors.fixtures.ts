import { newId } from '@lianpiao/kernel';

import { mutation } from './region.fixtures.js';

/** Who may come through a door: columns of the table of roles. A visitor is whoever comes without a token, an account one who signed in. */
export type Column =
  'visitor' | 'account' | 'newcomer' | 'partner' | 'gate' | 'manager' | 'finance' | 'auditor' | 'admin';
export const COLUMNS: readonly Column[] = [
  'visitor',
  'account',
  'newcomer',
  'partner',
  'gate',
  'manager',
  'finance',
  'auditor',
  'admin',
];

export interface Door {
  readonly query: string;
  readonly variables: object;
  readonly admits: readonly Column[];
}

const NOBODY = newId();
const name = { zh: '名', en: 'Name' };

/** A command with input that fits the schema and does nothing: what it names is not there, or it breaks a rule. */
function command(field: string, input: object, ...admits: Column[]): [string, Door] {
  const keyed = field === 'redeemTicket' ? input : { idempotencyKey: newId(), ...input };
  return [field, { query: mutation(field), variables: { input: keyed }, admits }];
}

function query(field: string, asked: string, ...admits: Column[]): [string, Door] {
  return [field, { query: `{ ${asked} }`, variables: {}, admits }];
}

const draft = {
  code: 'NOT A CODE',
  kind: 'SINGLE',
  name,
  dated: false,
  validityClock: 'ROLLING',
  validityStarts: 'PURCHASE',
  validityPeriod: 'P1D',
  attractionCodes: [],
  units: [],
};
const price = { productCode: 'none', unitType: 'ADULT', validFrom: '2030-01-01', priceMinor: '1' };
const scan = { ticket: 'none', gateCode: 'wuzhen-main', scanNonce: newId(), scannedAt: '2026-01-01T00:00:00Z' };
const gates = [{ code: 'NOT A CODE', attractionCode: 'wuzhen', name }];
const rule = { method: 'PER_VISIT_EQUAL', commissionPpm: -1, fundPpm: 0, unused: 'AUTHORITY' };
const newcomer = { displayName: 'x', email: 'x@example.com', roles: ['finance'], attractionCodes: [] };
const nobody = { id: NOBODY, reason: 'none' };
const order = { orderId: NOBODY, accessKey: 'none' };

const everybody = COLUMNS;
const visitors = ['visitor', 'account'] as const;
const signedIn = ['partner', 'gate', 'manager', 'finance', 'auditor', 'admin'] as const;
const office = ['finance', 'auditor', 'admin'] as const;

/** Every command and every query of the schema, and who may use it: the table of roles, door by door. */
export const MUTATIONS: ReadonlyMap<string, Door> = new Map([
  command('importAttractions', { fileBase64: '', dryRun: true }, 'admin'),
  command('createProduct', draft, 'manager', 'admin'),
  command('publishProduct', { code: 'none' }, 'admin'),
  command('withdrawProduct', { code: 'none' }, 'admin'),
  command('setPrice', price, 'admin'),
  command('createGates', { gates }, 'manager', 'admin'),
  command('registerGateDevice', { gateCode: 'wuzhen-main', publicKey: 'none' }, 'manager', 'admin'),
  command('removeGateDevice', { gateCode: 'none' }, 'manager', 'admin'),
  command('createPartner', { code: 'NOT A CODE', name: 'x', netRatePpm: 0, creditLimitMinor: '0' }, 'admin'),
  command('defineSplitRule', { code: 'NOT A CODE', definition: rule }, 'admin'),
  command('assignSplitRule', { productCode: 'none', ruleCode: 'none' }, 'admin'),
  command('closeDay', { idempotencyKey: 'short' }, 'finance'),
  command('inviteStaff', { ...newcomer, username: 'NOT A NAME' }, 'admin'),
  command('changeStaff', { ...nobody, displayName: 'x' }, 'admin'),
  command('disableStaff', nobody, 'admin'),
  command('enableStaff', nobody, 'admin'),
  command('resetStaffPassword', nobody, 'admin'),
  command('holdOrder', { lines: [{ unitId: NOBODY, quantity: 1 }] }, ...visitors, 'partner'),
  command('payOrder', { ...order, returnUrl: 'http://elsewhere.example/' }, ...visitors),
  command('confirmOrder', { orderId: NOBODY }, 'partner'),
  command('cancelOrder', order, ...visitors, 'partner', 'admin'),
  command('refundOrder', { ...order, reason: 'none' }, ...visitors, 'partner', 'finance', 'admin'),
  command('claimOrder', order, 'account'),
  command('decideRefund', { refundId: NOBODY, decision: 'REJECTED', reason: 'none' }, 'finance'),
  command('redeemTicket', scan, 'gate', 'manager'),
  command('revokeTicket', { code: 'none', reason: 'none' }, 'admin'),
]);

export const QUERIES: ReadonlyMap<string, Door> = new Map([
  query('storefront', 'storefront { slug }', ...everybody),
  query('me', 'me { username }', ...everybody),
  query('visitorSignIn', 'visitorSignIn { issuer }', ...everybody),
  query('staff', 'staff { nodes { username } }', 'manager', 'auditor', 'admin'),
  query('auditLog', 'auditLog { nodes { action } }', ...office),
  query('platformLog', 'platformLog { nodes { action } }', ...office),
  query('attractions', 'attractions { nodes { code } }', ...visitors, ...signedIn),
  query('attraction', 'attraction(code: "wuzhen") { code }', ...visitors, ...signedIn),
  query('products', 'products { nodes { code } }', ...visitors, 'partner', 'manager', ...office),
  query('product', 'product(code: "pass") { code }', ...visitors, 'partner', 'manager', ...office),
  query(
    'availability',
    'availability(productCode: "single", from: "2030-01-01", days: 1) { left }',
    ...visitors,
    'partner',
    'manager',
    ...office,
  ),
  query('order', `order(id: "${NOBODY}") { id }`, ...visitors, 'partner', ...office),
  query('orders', 'orders { nodes { id } }', 'partner', ...office),
  query('myOrders', 'myOrders { nodes { id } }', 'account'),
  query('refunds', 'refunds { nodes { requestedBy order { number } } }', ...office),
  query('salesChannels', 'salesChannels { nodes { code } }', 'partner', ...office),
  query('ticketKeys', 'ticketKeys { keyId }', ...visitors, ...signedIn),
  query('redemptions', 'redemptions { nodes { id } }', 'gate', 'manager', ...office),
  query('ledgerProof', 'ledgerProof { holds }', ...office),
  query('trialBalance', 'trialBalance { sum { minor } }', ...office),
  query('settlementPeriods', 'settlementPeriods { nodes { number } }', ...office),
  query('statements', 'statements { nodes { number } }', 'manager', ...office),
  query('statement', 'statement(number: "none") { number }', 'manager', ...office),
]);
