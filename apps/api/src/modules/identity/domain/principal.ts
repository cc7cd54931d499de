import { ROLES, type Principal, type Role } from '@lianpiao/authz';

import type { TokenClaims } from './token-shape.js';

const MOST_ATTRACTIONS = 100;

/** The clients whose tokens a tenant accepts. */
export function allowsClient(azp: string): boolean {
  return azp === 'portal' || /^(ota|gate)-[a-z0-9][a-z0-9_-]{0,39}$/.test(azp);
}

/** Who a verified token stands for. A machine's client fixes its one role, whatever the token claims. */
export function principalOf(claims: TokenClaims): Principal {
  return {
    subject: claims.sub,
    username: claims.preferred_username ?? claims.sub,
    clientId: claims.azp,
    roles: ceiling(claims.azp, texts(claims.realm_access?.roles).filter(isRole)),
    attractionIds: texts(claims.attraction_ids).slice(0, MOST_ATTRACTIONS),
    anonymous: false,
  };
}

/** Staff of a tenant can never be platform operators, and machines are one thing only. */
function ceiling(azp: string, claimed: readonly Role[]): readonly Role[] {
  if (azp.startsWith('ota-')) return ['ota-partner'];
  if (azp.startsWith('gate-')) return ['gate-operator'];
  return claimed.filter((role) => role !== 'platform-admin' && role !== 'ota-partner');
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
