import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

/** Values of a subject as they are kept: JSON, no secrets. */
export type StoredFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface AuditEntry {
  readonly id: string;
  readonly recordedAt: Date;
  readonly actor: string;
  readonly actorName: string;
  readonly actorRoles: readonly string[];
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly before: StoredFacts | null;
  readonly after: StoredFacts | null;
  readonly requestId: string;
}

export interface AuditFilter {
  readonly action: string | null;
  readonly actorName: string | null;
  readonly subjectId: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

const COLUMNS = `id, recorded_at AS "recordedAt", actor, actor_name AS "actorName", actor_roles AS "actorRoles", action,
  subject_type AS "subjectType", subject_id AS "subjectId", reason, before, after, request_id AS "requestId"`;

@Injectable()
export class AuditRepository {
  async insert(tx: TenantTx, entry: AuditEntry): Promise<void> {
    await tx.execute(
      `INSERT INTO audit_entry (id, recorded_at, actor, actor_name, actor_roles, action, subject_type, subject_id, reason,
         before, after, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        entry.id,
        entry.recordedAt,
        entry.actor,
        entry.actorName,
        entry.actorRoles,
        entry.action,
        entry.subjectType,
        entry.subjectId,
        entry.reason,
        entry.before,
        entry.after,
        entry.requestId,
      ],
    );
  }

  /** Newest first. */
  page(tx: TenantTx, filter: AuditFilter, after: readonly string[] | undefined, limit: number): Promise<AuditEntry[]> {
    return tx.query<AuditEntry>(
      `SELECT ${COLUMNS} FROM audit_entry
       WHERE ($1::text IS NULL OR action = $1) AND ($2::text IS NULL OR actor_name = $2)
         AND ($3::text IS NULL OR subject_id = $3)
         AND ($4::timestamptz IS NULL OR recorded_at >= $4) AND ($5::timestamptz IS NULL OR recorded_at < $5)
         AND ($6::timestamptz IS NULL OR (recorded_at, id) < ($6, $7::uuid))
       ORDER BY recorded_at DESC, id DESC LIMIT $8`,
      [
        filter.action,
        filter.actorName,
        filter.subjectId,
        filter.from,
        filter.until,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit,
      ],
    );
  }
}
