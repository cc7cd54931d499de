import { newId } from '@lianpiao/kernel';

import type { StaffMember } from '../domain/staff.js';

/** A member of staff; every field can be another. */
export function aMember(fields: Partial<StaffMember> = {}): StaffMember {
  const now = new Date('2026-05-01T04:00:00Z');
  const username = fields.username ?? `m${newId().slice(-12)}`;
  return {
    id: newId(),
    username,
    subject: null,
    displayName: '王小明',
    email: `${username}@example.com`,
    roles: ['auditor'],
    attractionCodes: [],
    state: 'active',
    version: 1,
    convergedVersion: 0,
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
}
