import { accessibleSql, type Ability } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { StaffMember } from '../domain/staff.js';

export interface StaffFilter {
  readonly search: string | null;
  readonly role: string | null;
  readonly state: StaffMember['state'] | null;
}

const COLUMNS = `id, username, subject, display_name AS "displayName", email, roles, attraction_codes AS "attractionCodes",
  state, version, converged_version AS "convergedVersion", created_at AS "createdAt", updated_at AS "updatedAt"`;

@Injectable()
export class StaffRepository {
  /** False when the name is taken. */
  async insert(tx: TenantTx, member: StaffMember): Promise<boolean> {
    const inserted = await tx.execute(
      `INSERT INTO staff_member (id, username, subject, display_name, email, roles, attraction_codes, state, version,
         converged_version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (username) DO NOTHING`,
      [
        member.id,
        member.username,
        member.subject,
        member.displayName,
        member.email,
        member.roles,
        member.attractionCodes,
        member.state,
        member.version,
        member.convergedVersion,
        member.createdAt,
        member.updatedAt,
      ],
    );
    return inserted === 1;
  }

  /** Of those who may sign in. */
  async countActive(tx: TenantTx): Promise<number> {
    const row = await tx.one<{ active: number }>(
      `SELECT count(*)::int AS active FROM staff_member WHERE state = 'active'`,
    );
    return row?.active ?? 0;
  }

  lock(tx: TenantTx, id: string): Promise<StaffMember | undefined> {
    return tx.one<StaffMember>(`SELECT ${COLUMNS} FROM staff_member WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** Keeps others from changing administrators meanwhile: two who disable each other at once must not both succeed. */
  async lockAdministrators(tx: TenantTx): Promise<void> {
    await tx.query(`SELECT FROM staff_member WHERE 'bureau-admin' = ANY (roles) ORDER BY id FOR UPDATE`);
  }

  find(tx: TenantTx, id: string): Promise<StaffMember | undefined> {
    return tx.one<StaffMember>(`SELECT ${COLUMNS} FROM staff_member WHERE id = $1`, [id]);
  }

  byUsername(tx: TenantTx, username: string): Promise<StaffMember | undefined> {
    return tx.one<StaffMember>(`SELECT ${COLUMNS} FROM staff_member WHERE username = $1`, [username]);
  }

  /** Writes what is wanted now, as a new version. */
  async change(tx: TenantTx, member: StaffMember): Promise<void> {
    await tx.execute(
      `UPDATE staff_member SET display_name = $2, email = $3, roles = $4, attraction_codes = $5, state = $6, version = $7,
         updated_at = $8
       WHERE id = $1`,
      [
        member.id,
        member.displayName,
        member.email,
        member.roles,
        member.attractionCodes,
        member.state,
        member.version,
        member.updatedAt,
      ],
    );
  }

  /** The identity provider has this version, and knows the member by this subject. */
  async markConverged(tx: TenantTx, id: string, version: number, subject: string): Promise<void> {
    await tx.execute(
      'UPDATE staff_member SET converged_version = greatest(converged_version, $2), subject = $3 WHERE id = $1',
      [id, version, subject],
    );
  }

  /** No account at the identity provider is anybody's any more. */
  async forgetAccounts(tx: TenantTx): Promise<void> {
    await tx.execute('UPDATE staff_member SET subject = NULL, converged_version = 0');
  }

  /** Those of whom the provider has not been told the latest, longest waiting first. */
  behind(tx: TenantTx, limit: number): Promise<StaffMember[]> {
    return tx.query<StaffMember>(
      `SELECT ${COLUMNS} FROM staff_member WHERE converged_version < version ORDER BY updated_at LIMIT $1`,
      [limit],
    );
  }

  /** Those whom the caller may read, in order of name. Who works for no attraction is nobody's own. */
  page(
    tx: TenantTx,
    ability: Ability,
    filter: StaffFilter,
    after: string | undefined,
    limit: number,
  ): Promise<StaffMember[]> {
    const accessible = accessibleSql(ability, 'read', 'Staff', { attractionCode: 'own.code' }, 6);
    return tx.query<StaffMember>(
      `SELECT ${COLUMNS} FROM staff_member
       WHERE ($1::text IS NULL OR strpos(username, lower($1)) > 0 OR strpos(lower(display_name), lower($1)) > 0)
         AND ($2::text IS NULL OR $2 = ANY (roles)) AND ($3::text IS NULL OR state = $3)
         AND ($4::text IS NULL OR username > $4)
         AND EXISTS (SELECT FROM unnest(attraction_codes || NULL::text) AS own (code) WHERE ${accessible.sql})
       ORDER BY username LIMIT $5`,
      [filter.search, filter.role, filter.state, after ?? null, limit, ...accessible.params],
    );
  }
}
