import { type Role } from '@lianpiao/authz';
import { check } from '@lianpiao/graphql';
import { InvalidInput } from '@lianpiao/kernel';

/** The roles people of an authority can have. Machines, visitors and the platform's own people come from elsewhere. */
export const STAFF_ROLES = ['bureau-admin', 'finance', 'attraction-manager', 'gate-operator', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export interface StaffMember {
  readonly id: string;
  readonly username: string;
  /** `sub` of their tokens; null until the identity provider has them. */
  readonly subject: string | null;
  readonly displayName: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly attractionCodes: readonly string[];
  readonly state: 'active' | 'disabled';
  readonly version: number;
  readonly convergedVersion: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Which roles a role may give and take: never its own, never one above. A bureau's administrators are the platform's to name. */
const GRANTS: Partial<Record<Role, readonly StaffRole[]>> = {
  'platform-admin': STAFF_ROLES,
  'bureau-admin': ['finance', 'attraction-manager', 'gate-operator', 'auditor'],
};

/** The roles somebody may give to, or take from, another. */
export function grantableBy(roles: readonly Role[]): ReadonlySet<StaffRole> {
  return new Set(roles.flatMap((role) => GRANTS[role] ?? []));
}

/** Roles that are nothing without attractions to have them at. */
const ATTRACTION_ROLES: readonly StaffRole[] = ['attraction-manager', 'gate-operator'];
const MOST_ATTRACTIONS = 100;

export interface WantedDuties {
  readonly roles: readonly string[];
  readonly attractionCodes: readonly string[];
}

export interface Duties {
  readonly roles: readonly StaffRole[];
  readonly attractionCodes: readonly string[];
}

/** Roles and attractions that can go together, each once. @throws InvalidInput naming the field */
export function dutiesOf(wanted: WantedDuties): Duties {
  const roles = [...new Set(wanted.roles)];
  const unknown = roles.findIndex((role) => !isStaffRole(role));
  if (roles.length === 0) throw new InvalidInput('roles', 'required');
  if (unknown >= 0) throw new InvalidInput(`roles.${unknown}`, 'format', STAFF_ROLES.join(', '));
  const attractionCodes = [...new Set(wanted.attractionCodes)];
  if (attractionCodes.length > MOST_ATTRACTIONS)
    throw new InvalidInput('attractionCodes', 'length', String(MOST_ATTRACTIONS));
  const needsAttractions = roles.some((role) => (ATTRACTION_ROLES as readonly string[]).includes(role));
  if (needsAttractions && attractionCodes.length === 0) throw new InvalidInput('attractionCodes', 'required');
  return { roles: roles as StaffRole[], attractionCodes };
}

/** @throws InvalidInput naming the field */
export function usernameOf(value: string): string {
  return check.pattern('username', value, /^[a-z0-9][a-z0-9._-]{1,59}$/, '2 to 60 of a-z, 0-9, ., _ and -');
}

/** @throws InvalidInput naming the field */
export function emailOf(value: string): string {
  const email = check.text('email', value, 254);
  return check.pattern('email', email, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'e-mail address');
}

function isStaffRole(text: string): text is StaffRole {
  return (STAFF_ROLES as readonly string[]).includes(text);
}

/** What the audit trail tells of a member. */
export function factsOf({ displayName, email, roles, attractionCodes, state }: StaffMember) {
  return { displayName, email, roles, attractionCodes, state };
}
