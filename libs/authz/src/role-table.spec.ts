import { describe, expect, it } from '@jest/globals';

import { Ability } from './ability.js';
import { ROLES, RULES, type Action, type Role, type Subject } from './rules.js';

const ACTIONS: readonly Action[] = [
  'manage',
  'read',
  'reveal',
  'create',
  'update',
  'publish',
  'pay',
  'confirm',
  'cancel',
  'claim',
  'refund',
  'redeem',
  'revoke',
  'close',
  'approve',
  'export',
];

const principal = (role: Role) => ({
  subject: 's-1',
  username: 'somebody',
  clientId: 'portal',
  roles: [role],
  attractionIds: ['wuzhen'],
  anonymous: false,
});

/** `manage` where the role has every verb; `~` before verbs that hold for some instances only; `-` for none. */
function cell(role: Role, subject: Subject): string {
  const ability = new Ability(principal(role));
  const verbs = ACTIONS.filter((action) => ability.canSome(action, subject));
  if (verbs.length === 0) return '-';
  const words = verbs[0] === 'manage' ? 'manage' : verbs.join(' ');
  return verbs.every((verb) => ability.can(verb, subject, {})) ? words : `~${words}`;
}

type Row = readonly [
  platform: string,
  admin: string,
  finance: string,
  manager: string,
  gate: string,
  partner: string,
  visitor: string,
  auditor: string,
];

const BUYING = '~read reveal create confirm cancel refund';
const GUEST = '~read reveal create pay cancel claim refund';

/** By hand: a right that changes in the rules must be changed here too, by somebody who means it. Columns are ROLES. */
const TABLE: Readonly<Record<Subject, Row>> = {
  Tenant: ['manage', 'read', 'read', '-', '-', '-', 'read', 'read'],
  Staff: ['manage', 'manage', '-', '~read reveal', '-', '-', '-', 'read'],
  Attraction: ['read', 'manage', 'read', '~read update', '~read', '~read', '~read', 'read'],
  Product: ['read', 'manage', 'read', '~read create', '-', '~read', '~read', 'read'],
  Slot: ['read', 'manage', 'read', 'read', '-', 'read', 'read', 'read'],
  Order: ['-', 'read reveal cancel refund', 'read reveal refund', '-', '-', BUYING, GUEST, 'read'],
  Visitor: ['-', 'read', '-', '-', '-', '~read reveal', '~read reveal', 'read'],
  Refund: ['-', 'read create', 'read approve', '-', '-', '-', '-', 'read'],
  Partner: ['-', 'manage', 'read', '-', '-', '~read', '-', 'read'],
  SplitRule: ['-', 'manage', 'read', '-', '-', '-', '-', 'read'],
  Ledger: ['-', 'read', 'manage', '-', '-', '-', '-', 'read export'],
  Statement: ['-', 'read', 'manage', '~read', '-', '-', '-', 'read export'],
  Ticket: ['-', 'read revoke', 'read', '~read redeem', '~read redeem', '~read', '~read', 'read'],
  Redemption: ['-', 'read', 'read', '~read', '~read', '-', '-', 'read'],
  Gate: ['read', 'manage', '-', '~manage', '~read', '-', '-', 'read'],
  Audit: ['read', 'read', 'read', '-', '-', '-', '-', 'read export'],
};

describe('the role table, cell by cell', () => {
  const cells = Object.entries(TABLE).flatMap(([subject, row]) =>
    ROLES.map((role, column) => [role, subject as Subject, row[column] ?? ''] as const),
  );

  it.each(cells)('%s on %s: %s', (role, subject, expected) => {
    expect(cell(role, subject)).toBe(expected);
  });

  it('has a row for every subject that a rule names', () => {
    const named = new Set(ROLES.flatMap((role) => RULES[role].flatMap(({ subjects }) => subjects)));
    expect(Object.keys(TABLE).sort()).toEqual([...named].sort());
  });
});
