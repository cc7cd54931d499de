import { ROLES, type Principal, type Role, type Tenant } from '@lianpiao/authz';

import { CONSOLE, PLATFORM_ID } from './platform-realm.js';
import { STAFF_ROLES } from './staff.js';
import type { TokenClaims } from './token-shape.js';
import { VISITORS_ID } from './visitors-realm.js';

const MOST_ATTRACTIONS = 100;

/** What an issuer's tokens can be at most, whatever they claim. */
export interface Ceiling {
  /** Whether the API takes tokens that were issued to this client. */
  readonly allowsClient: (azp: string) => boolean;
  readonly roles: (azp: string, claimed: readonly Role[]) => readonly Role[];
  /** Whether its tokens name the tenant they are good at, and what of it they are for. */
  readonly namesTenant: boolean;
}

/** A tenant's realm makes staff and nobody else of people, and a machine's client fixes its one role. */
const OF_A_TENANT: Ceiling = {
  allowsClient: (azp) => azp === 'portal' || /^(ota|gate)-[a-z0-9][a-z0-9_-]{0,59}$/.test(azp),
  roles: (azp, claimed) => {
    if (azp.startsWith('ota-')) return ['ota-partner'];
    if (azp.startsWith('gate-')) return ['gate-operator'];
    return claimed.filter((role) => STAFF_ROLES.some((ofStaff) => ofStaff === role));
  },
  namesTenant: true,
};

/** Operators are operators and nothing else. */
const OF_THE_PLATFORM: Ceiling = {
  allowsClient: (azp) => azp === CONSOLE,
  roles: (_azp, claimed) => claimed.filter((role) => role === 'platform-admin'),
  namesTenant: true,
};

/** Anybody can make an account there: nothing that such a token claims makes more of them than a visitor. */
const OF_THE_VISITORS: Ceiling = {
  allowsClient: (azp) => azp === 'portal',
  roles: () => ['visitor'],
  namesTenant: false,
};

/** By who issued a token, never by what it says. */
export function ceilingOf({ id }: Pick<Tenant, 'id'>): Ceiling {
  if (id === VISITORS_ID) return OF_THE_VISITORS;
  return id === PLATFORM_ID ? OF_THE_PLATFORM : OF_A_TENANT;
}

/** Who a verified token stands for. */
export function principalOf(claims: TokenClaims, ceiling: Ceiling): Principal {
  return {
    subject: claims.sub,
    username: claims.preferred_username ?? claims.sub,
    clientId: claims.azp,
    roles: ceiling.roles(claims.azp, texts(claims.realm_access?.roles).filter(isRole)),
    attractionIds: texts(ceiling.namesTenant ? claims.attraction_ids : []).slice(0, MOST_ATTRACTIONS),
    anonymous: false,
  };
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
