import { describe, expect, it } from '@jest/globals';

import { PLATFORM_ID } from './platform-realm.js';
import { ceilingOf, principalOf } from './principal.js';
import type { TokenClaims } from './token-shape.js';
import { VISITORS_ID } from './visitors-realm.js';

const TENANT = ceilingOf({ id: 'tenant-1' });

function claims(changed: Partial<TokenClaims> = {}): TokenClaims {
  return { iss: 'i', sub: 'user-1', azp: 'portal', tenant_id: 't', exp: 1, iat: 0, ...changed };
}

function roles(azp: string, ...claimed: unknown[]): readonly string[] {
  return principalOf(claims({ azp, realm_access: { roles: claimed } }), TENANT).roles;
}

describe('principalOf', () => {
  it('takes the roles of ours that a member of staff has', () => {
    expect(roles('portal', 'finance', 'auditor', 'offline_access', 7)).toEqual(['finance', 'auditor']);
  });

  it('never makes a platform operator, a partner or a visitor with an account of a member of staff', () => {
    expect(roles('portal', 'platform-admin', 'ota-partner', 'visitor')).toEqual([]);
  });

  it('gives a machine its one role, whatever its token claims', () => {
    expect(roles('ota-west', 'bureau-admin', 'platform-admin')).toEqual(['ota-partner']);
    expect(roles('gate-7', 'bureau-admin')).toEqual(['gate-operator']);
  });

  it('bears claims of any form', () => {
    expect(principalOf(claims({ realm_access: { roles: 'finance' } }), TENANT).roles).toEqual(['finance']);
    expect(principalOf(claims({ realm_access: {} }), TENANT).roles).toEqual([]);
    expect(principalOf(claims({ attraction_ids: 'wuzhen' }), TENANT).attractionIds).toEqual(['wuzhen']);
    expect(principalOf(claims({ attraction_ids: ['wuzhen', 7, null] }), TENANT).attractionIds).toEqual(['wuzhen']);
  });

  it('bounds the attractions of one person', () => {
    const many = Array.from({ length: 500 }, (_, index) => `a${index}`);
    expect(principalOf(claims({ attraction_ids: many }), TENANT).attractionIds).toHaveLength(100);
  });

  it('names people without a user name by their subject', () => {
    expect(principalOf(claims(), TENANT).username).toBe('user-1');
    expect(principalOf(claims({ preferred_username: 'lin' }), TENANT).username).toBe('lin');
  });

  it('[S28] is an operator only by the platform’s own issuer, which makes nobody anything else', () => {
    const platform = ceilingOf({ id: PLATFORM_ID });
    const claimed = { realm_access: { roles: ['platform-admin', 'bureau-admin', 'finance'] } };
    expect(principalOf(claims(claimed), TENANT).roles).toEqual(['bureau-admin', 'finance']);
    expect(principalOf(claims({ ...claimed, azp: 'console' }), platform).roles).toEqual(['platform-admin']);
    expect([platform.allowsClient('console'), platform.allowsClient('portal')]).toEqual([true, false]);
    expect(TENANT.allowsClient('console')).toBe(false);
  });

  it('[S28] is a visitor by the visitors’ issuer, whatever the client and the claims', () => {
    const visitors = ceilingOf({ id: VISITORS_ID });
    const claimed = { realm_access: { roles: ['platform-admin', 'bureau-admin'] }, attraction_ids: ['wuzhen'] };
    for (const azp of ['portal', 'console', 'ota-west', 'gate-7'])
      expect(principalOf(claims({ ...claimed, azp }), visitors)).toMatchObject({
        roles: ['visitor'],
        attractionIds: [],
      });
    expect(['portal', 'console', 'ota-west', 'gate-7'].filter(visitors.allowsClient)).toEqual(['portal']);
  });
});
