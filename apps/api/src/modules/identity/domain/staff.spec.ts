import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@lianpiao/authz';
import { InvalidInput } from '@lianpiao/kernel';

import { dutiesOf, emailOf, grantableBy, STAFF_ROLES, usernameOf } from './staff.js';

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return `${error.field} ${error.rule}`;
    throw error;
  }
  return 'none';
}

describe('[S46] the roles one may give', () => {
  it('are never one’s own and never the platform’s', () => {
    for (const role of ROLES.filter((known) => known !== 'platform-admin'))
      expect([...grantableBy([role])]).not.toContain(role);
    expect([...grantableBy(ROLES)]).not.toContain('platform-admin');
  });

  it('are none for all but administrators', () => {
    const others = ROLES.filter((role) => role !== 'platform-admin' && role !== 'bureau-admin');
    expect(grantableBy(others).size).toBe(0);
  });

  it('are everybody’s of an authority for the platform, which names its first administrator', () => {
    expect([...grantableBy(['platform-admin'])]).toEqual([...STAFF_ROLES]);
  });
});

describe('duties', () => {
  it('are roles and attractions, each once', () => {
    const wanted = { roles: ['gate-operator', 'gate-operator', 'auditor'], attractionCodes: ['west', 'west'] };
    expect(dutiesOf(wanted)).toEqual({ roles: ['gate-operator', 'auditor'], attractionCodes: ['west'] });
  });

  it.each([
    [{ roles: [], attractionCodes: [] }, 'roles required'],
    [{ roles: ['finance', 'platform-admin'], attractionCodes: [] }, 'roles.1 format'],
    [{ roles: ['visitor'], attractionCodes: [] }, 'roles.0 format'],
    [{ roles: ['gate-operator'], attractionCodes: [] }, 'attractionCodes required'],
  ])('are refused where they cannot go together: %j', (wanted, problem) => {
    expect(problemOf(() => dutiesOf(wanted))).toBe(problem);
  });

  it('are at no more than a hundred attractions', () => {
    const attractionCodes = Array.from({ length: 101 }, (_, index) => `a${index}`);
    expect(problemOf(() => dutiesOf({ roles: ['gate-operator'], attractionCodes }))).toBe('attractionCodes length');
  });
});

describe('a name to sign in with', () => {
  it.each(['li.wei', 'gate_7', 'a1'])('may be %s', (name) => {
    expect(usernameOf(name)).toBe(name);
  });

  it.each(['', 'a', '-li', 'Li', 'li wei', 'li@wei', 'л.вэй', 'a'.repeat(61), 'li\nwei'])('may not be %j', (name) => {
    expect(problemOf(() => usernameOf(name))).toBe('username format');
  });

  it.each(['', 'li', 'li@', '@wei', 'li@wei', `${'a'.repeat(250)}@b.cn`])('goes with no address like %j', (email) => {
    expect(problemOf(() => emailOf(email))).toMatch(/^email /);
  });
});
