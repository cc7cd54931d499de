import { describe, expect, it } from '@jest/globals';

import { Ability, abilityOf, NotPermitted } from './ability.js';
import { ANONYMOUS, type Principal } from './context.js';
import { ROLES, RULES, type Role, type Rule } from './rules.js';

function somebody(roles: readonly Role[], fields: Partial<Principal> = {}): Principal {
  return {
    subject: 's-1',
    username: 'somebody',
    clientId: 'portal',
    roles,
    attractionIds: [],
    anonymous: false,
    ...fields,
  };
}

function withRule(rule: Rule): () => Ability {
  const nobody = Object.fromEntries(ROLES.map((role) => [role, [] as readonly Rule[]])) as Record<
    string,
    readonly Rule[]
  > as Record<Role, readonly Rule[]>;
  return () => new Ability(somebody(['finance']), { ...nobody, finance: [rule] });
}

describe('Ability', () => {
  it('lets a manager act on their own attractions and on no other', () => {
    const manager = new Ability(somebody(['attraction-manager'], { attractionIds: ['wuzhen', 'xitang'] }));
    expect(manager.can('update', 'Attraction', { attractionCode: 'xitang' })).toBe(true);
    expect(manager.can('update', 'Attraction', { attractionCode: 'tongli' })).toBe(false);
    expect(manager.can('update', 'Attraction', {})).toBe(false);
  });

  it('lets a manager of nothing act on nothing', () => {
    const manager = new Ability(somebody(['attraction-manager']));
    expect(manager.canSome('update', 'Attraction')).toBe(true);
    expect(manager.can('update', 'Attraction', { attractionCode: 'xitang' })).toBe(false);
  });

  it('keeps partners to the orders of their own client', () => {
    const partner = new Ability(somebody(['ota-partner'], { clientId: 'ota-west' }));
    expect(partner.can('refund', 'Order', { clientId: 'ota-west' })).toBe(true);
    expect(partner.can('refund', 'Order', { clientId: 'ota-east' })).toBe(false);
    expect(partner.can('refund', 'Order', { clientId: null })).toBe(false);
  });

  it('lets a guest have an order only with its key', () => {
    const guest = new Ability(ANONYMOUS);
    expect(guest.can('read', 'Order', { keyHeld: true })).toBe(true);
    expect(guest.can('read', 'Order', { keyHeld: false })).toBe(false);
  });

  it('lets a visitor who signed in have what is on their account, and claim what is on nobody’s', () => {
    const visitor = new Ability(somebody(['visitor'], { subject: 'v-1' }));
    const [own, others, guests] = ['v-1', 'v-2', null].map((visitorSubject) => ({ visitorSubject, keyHeld: false }));
    for (const action of ['read', 'pay', 'cancel', 'refund'] as const)
      expect([own, others, guests].map((order) => visitor.can(action, 'Order', order ?? {}))).toEqual([
        true,
        false,
        false,
      ]);
    const claims = (order: object, ability = visitor) =>
      ability.can('claim', 'Order', { ...order, keyHeld: true, channelKind: 'storefront' });
    expect([own, others, guests].map((order) => claims(order ?? {}))).toEqual([true, false, true]);
    expect(visitor.can('claim', 'Order', { ...guests, channelKind: 'storefront' })).toBe(false);
    expect(claims({ ...guests }, new Ability(ANONYMOUS))).toBe(false);
  });

  it('gives the anonymous no account, whatever an order says', () => {
    const guest = new Ability(ANONYMOUS);
    for (const visitorSubject of [ANONYMOUS.subject, null, undefined])
      expect(guest.can('read', 'Order', { visitorSubject, keyHeld: false })).toBe(false);
  });

  it('adds up the roles of one person', () => {
    const both = new Ability(somebody(['finance', 'attraction-manager'], { attractionIds: ['wuzhen'] }));
    expect(both.can('close', 'Ledger', {})).toBe(true);
    expect(both.can('redeem', 'Ticket', { attractionCode: 'wuzhen' })).toBe(true);
    expect(new Ability(somebody(['finance'])).canSome('redeem', 'Ticket')).toBe(false);
  });

  it('asks the anonymous to sign in and tells the others no', () => {
    const refusal = (ability: Ability) => () => ability.must('close', 'Ledger', {});
    expect(refusal(new Ability(ANONYMOUS))).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    expect(refusal(new Ability(somebody(['auditor'])))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => new Ability(somebody([])).mustSome('read', 'Product')).toThrow(NotPermitted);
  });

  it('[S51] refuses to be built from an undefined or an empty condition', () => {
    const of = (where: Rule['where'] & object) => withRule({ actions: ['read'], subjects: ['Order'], where });
    expect(of(() => ({ clientId: undefined }))).toThrow('undefined condition');
    expect(of(() => ({ clientId: { $in: undefined } }))).toThrow('undefined condition');
    expect(of(() => ({ clientId: { $in: ['a', undefined] } }))).toThrow('undefined condition');
    expect(of(() => ({}))).toThrow('matches everything');
  });
});

describe('the role table', () => {
  const READING = ['read', 'export'];

  it('gives auditors no verb that writes', () => {
    expect(RULES.auditor.flatMap((rule) => rule.actions).filter((action) => !READING.includes(action))).toEqual([]);
  });

  it('gives platform operators no order, no payment, no ledger', () => {
    const operator = new Ability(somebody(['platform-admin']));
    for (const subject of ['Order', 'Refund', 'Ledger', 'Ticket'] as const)
      expect(operator.canSome('read', subject)).toBe(false);
  });

  it('lets only finance and nobody else close a day', () => {
    expect(ROLES.filter((role) => new Ability(somebody([role])).canSome('close', 'Ledger'))).toEqual(['finance']);
  });

  it('is made once for a principal, and for each its own', () => {
    const wuzhen = somebody(['gate-operator'], { attractionIds: ['wuzhen'] });
    const xitang = somebody(['gate-operator'], { attractionIds: ['xitang'] });
    expect(abilityOf(wuzhen)).toBe(abilityOf(wuzhen));
    expect(abilityOf(wuzhen).can('redeem', 'Ticket', { attractionCode: 'xitang' })).toBe(false);
    expect(abilityOf(xitang).can('redeem', 'Ticket', { attractionCode: 'xitang' })).toBe(true);
  });
});
