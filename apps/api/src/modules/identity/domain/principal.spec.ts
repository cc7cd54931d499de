import { describe, expect, it } from '@jest/globals';

import { principalOf } from './principal.js';
import type { TokenClaims } from './token-shape.js';

function claims(changed: Partial<TokenClaims> = {}): TokenClaims {
  return { iss: 'i', sub: 'user-1', azp: 'portal', tenant_id: 't', exp: 1, iat: 0, ...changed };
}

function roles(azp: string, ...claimed: unknown[]): readonly string[] {
  return principalOf(claims({ azp, realm_access: { roles: claimed } })).roles;
}

describe('principalOf', () => {
  it('takes the roles of ours that a member of staff has', () => {
    expect(roles('portal', 'finance', 'auditor', 'offline_access', 7)).toEqual(['finance', 'auditor']);
  });

  it('never makes a platform operator or a partner of a member of staff', () => {
    expect(roles('portal', 'platform-admin', 'ota-partner')).toEqual([]);
  });

  it('gives a machine its one role, whatever its token claims', () => {
    expect(roles('ota-west', 'bureau-admin', 'platform-admin')).toEqual(['ota-partner']);
    expect(roles('gate-7', 'bureau-admin')).toEqual(['gate-operator']);
  });

  it('bears claims of any form', () => {
    expect(principalOf(claims({ realm_access: { roles: 'finance' } })).roles).toEqual(['finance']);
    expect(principalOf(claims({ realm_access: {} })).roles).toEqual([]);
    expect(principalOf(claims({ attraction_ids: 'wuzhen' })).attractionIds).toEqual(['wuzhen']);
    expect(principalOf(claims({ attraction_ids: ['wuzhen', 7, null] })).attractionIds).toEqual(['wuzhen']);
  });

  it('bounds the attractions of one person', () => {
    const many = Array.from({ length: 500 }, (_, index) => `a${index}`);
    expect(principalOf(claims({ attraction_ids: many })).attractionIds).toHaveLength(100);
  });

  it('names people without a user name by their subject', () => {
    expect(principalOf(claims()).username).toBe('user-1');
    expect(principalOf(claims({ preferred_username: 'lin' })).username).toBe('lin');
  });
});
