import type { TenantLimits } from '@lianpiao/authz';
import type { ControlTx } from '@lianpiao/db';

import type { TenantName } from '../domain/tenant-terms.js';

/** A tenant as its operator sees it. */
export interface ControlledTenant {
  readonly id: string;
  readonly slug: string;
  readonly state: 'provisioning' | 'active' | 'suspended' | 'erasing';
  readonly name: TenantName;
  readonly limits: TenantLimits;
}

export interface TenantOverview extends ControlledTenant {
  readonly cell: string;
  readonly hosts: readonly string[];
  /** Hosts whose domains have still to carry their token. */
  readonly claims: readonly TenantHost[];
  /** Number of its newest migration; 0 before the first. */
  readonly migration: number;
}

export interface CellOverview {
  readonly id: string;
  readonly state: 'open' | 'full' | 'draining';
  readonly tenants: number;
}

export interface TenantHost {
  readonly host: string;
  readonly verified: boolean;
  readonly token: string | null;
}

/** What an operator did. */
export interface OperatorEntry {
  readonly id: string;
  readonly tenantId?: string | undefined;
  /** Slug of the tenant. */
  readonly subject: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly recordedAt: Date;
}

/** The command an act answers, and its answer. */
export interface AnsweredCommand {
  readonly idempotencyKey?: string | undefined;
  readonly requestHash?: string | undefined;
  readonly answer: string;
}

export interface OperatorEntryFilter {
  readonly slug: string | null;
  readonly actor: string | null;
}

const TENANT = `t.tenant_id AS id, t.slug, t.state, jsonb_build_object('zh', t.name_zh, 'en', t.name_en) AS name,
  jsonb_build_object('attractions', t.attraction_limit, 'staff', t.staff_limit, 'requestsPerSecond', t.requests_per_second) AS limits`;

const OVERVIEW = `SELECT ${TENANT}, t.cell_id AS cell,
    coalesce((SELECT max(m.number) FROM tenant_migration m WHERE m.tenant_id = t.tenant_id), 0) AS migration,
    array(SELECT h.host FROM tenant_host h WHERE h.tenant_id = t.tenant_id AND h.verified_at IS NOT NULL ORDER BY h.host) AS hosts,
    coalesce((SELECT jsonb_agg(jsonb_build_object('host', h.host, 'verified', false, 'token', h.verification_token) ORDER BY h.host)
      FROM tenant_host h WHERE h.tenant_id = t.tenant_id AND h.verified_at IS NULL), '[]') AS claims
  FROM tenant t`;

/** What operators change of the directory, and what is kept of their doing so. */
export class ControlRepository {
  /** The tenant, once nobody else is changing it. */
  lock(tx: ControlTx, slug: string): Promise<ControlledTenant | undefined> {
    return tx.one(`SELECT ${TENANT} FROM tenant t WHERE t.slug = $1 AND t.state <> 'erased' FOR UPDATE`, [slug]);
  }

  /** @param page slugs after this one, so many; none: everybody */
  overview(
    tx: ControlTx,
    page?: { readonly after: string | undefined; readonly limit: number },
  ): Promise<TenantOverview[]> {
    return tx.query(
      `${OVERVIEW} WHERE t.state <> 'erased' AND ($1::text IS NULL OR t.slug > $1) ORDER BY t.slug LIMIT $2`,
      [page?.after ?? null, page?.limit ?? null],
    );
  }

  async hasCell(tx: ControlTx, cell: string): Promise<boolean> {
    return (await tx.one('SELECT id FROM cell WHERE id = $1', [cell])) !== undefined;
  }

  cells(tx: ControlTx): Promise<CellOverview[]> {
    return tx.query(
      `SELECT c.id, c.state, count(t.tenant_id)::int AS tenants FROM cell c
       LEFT JOIN tenant t ON t.cell_id = c.id AND t.state <> 'erased' GROUP BY c.id ORDER BY c.id`,
    );
  }

  overviewOf(tx: ControlTx, slug: string): Promise<TenantOverview | undefined> {
    return tx.one(`${OVERVIEW} WHERE t.slug = $1 AND t.state <> 'erased'`, [slug]);
  }

  async rename(tx: ControlTx, id: string, { zh, en }: TenantName, now: Date): Promise<void> {
    await tx.execute('UPDATE tenant SET name_zh = $2, name_en = $3, updated_at = $4 WHERE tenant_id = $1', [
      ...[id, zh, en, now],
    ]);
  }

  async setLimits(tx: ControlTx, id: string, limits: TenantLimits, now: Date): Promise<void> {
    await tx.execute(
      `UPDATE tenant SET attraction_limit = $2, staff_limit = $3, requests_per_second = $4, updated_at = $5
       WHERE tenant_id = $1`,
      [id, limits.attractions, limits.staff, limits.requestsPerSecond, now],
    );
  }

  async setState(tx: ControlTx, id: string, state: 'active' | 'suspended', now: Date): Promise<void> {
    await tx.execute('UPDATE tenant SET state = $2, updated_at = $3 WHERE tenant_id = $1', [id, state, now]);
  }

  /** Claims a host; the tenant's own claim stays as it was. Nothing when the host is another's. */
  async claimHost(tx: ControlTx, id: string, host: string, token: string | null, now: Date) {
    await tx.execute(
      `INSERT INTO tenant_host (host, tenant_id, verified_at, verification_token) VALUES ($1, $2, $3, $4)
       ON CONFLICT (host) DO NOTHING`,
      [host, id, token === null ? now : null, token],
    );
    return this.hostOf(tx, id, host);
  }

  hostOf(tx: ControlTx, id: string, host: string): Promise<TenantHost | undefined> {
    return tx.one(
      `SELECT host, verified_at IS NOT NULL AS verified, verification_token AS token FROM tenant_host
       WHERE tenant_id = $1 AND host = $2`,
      [id, host],
    );
  }

  async verifyHost(tx: ControlTx, host: string, now: Date): Promise<void> {
    await tx.execute('UPDATE tenant_host SET verified_at = coalesce(verified_at, $2) WHERE host = $1', [host, now]);
  }

  async verifiedHosts(tx: ControlTx, id: string): Promise<number> {
    const row = await tx.one<{ hosts: number }>(
      'SELECT count(*)::int AS hosts FROM tenant_host WHERE tenant_id = $1 AND verified_at IS NOT NULL',
      [id],
    );
    return row?.hosts ?? 0;
  }

  async removeHost(tx: ControlTx, id: string, host: string): Promise<void> {
    await tx.execute('DELETE FROM tenant_host WHERE tenant_id = $1 AND host = $2', [id, host]);
  }

  /** From now on the identity provider has something of the tenant to be told. */
  async wantRealm(tx: ControlTx, id: string): Promise<void> {
    await tx.execute(
      `INSERT INTO tenant_realm AS known (tenant_id, wanted) VALUES ($1, 2)
       ON CONFLICT (tenant_id) DO UPDATE SET wanted = known.wanted + 1`,
      [id],
    );
  }

  /** Which state of the tenant its realm is to have. */
  async realmWanted(tx: ControlTx, id: string): Promise<number> {
    const row = await tx.one<{ wanted: number }>('SELECT wanted FROM tenant_realm WHERE tenant_id = $1', [id]);
    return row?.wanted ?? 1;
  }

  async realmTold(tx: ControlTx, id: string, told: number): Promise<void> {
    await tx.execute(
      `INSERT INTO tenant_realm AS known (tenant_id, wanted, told) VALUES ($1, $2, $2)
       ON CONFLICT (tenant_id) DO UPDATE SET told = greatest(known.told, $2)`,
      [id, told],
    );
  }

  /** Slugs of tenants that are open and whose realm was not told the last of them. */
  async realmsBehind(tx: ControlTx, limit: number): Promise<string[]> {
    const rows = await tx.query<{ slug: string }>(
      `SELECT t.slug FROM tenant t LEFT JOIN tenant_realm r USING (tenant_id)
       WHERE t.state = 'active' AND (r.tenant_id IS NULL OR r.told < r.wanted) ORDER BY t.slug LIMIT $1`,
      [limit],
    );
    return rows.map(({ slug }) => slug);
  }

  async record(tx: ControlTx, entry: OperatorEntry & AnsweredCommand): Promise<void> {
    const { id, tenantId, subject, actor, action, reason, before, after, recordedAt } = entry;
    const { idempotencyKey, requestHash, answer } = entry;
    await tx.execute(
      `INSERT INTO audit_entry (id, tenant_id, subject, actor, action, reason, detail, recorded_at, idempotency_key,
         request_hash, answer)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[id, tenantId ?? null, subject, actor, action, reason, JSON.stringify({ before, after }), recordedAt],
        ...[idempotencyKey ?? null, requestHash ?? null, answer],
      ],
    );
  }

  /** What a command of this key was answered, once nobody else is answering it. */
  async answered(tx: ControlTx, actor: string, key: string): Promise<Required<AnsweredCommand> | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`command:${actor}:${key}`]);
    return tx.one(
      `SELECT idempotency_key AS "idempotencyKey", request_hash AS "requestHash", answer FROM audit_entry
       WHERE actor = $1 AND idempotency_key = $2`,
      [actor, key],
    );
  }

  /** What operators did, newest first: all of it, or as much as the transaction may see. */
  entries(
    tx: ControlTx,
    { slug, actor }: OperatorEntryFilter,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<OperatorEntry[]> {
    return tx.query(
      `SELECT a.id, coalesce(a.subject, t.slug) AS subject, a.actor, a.action, a.reason, a.recorded_at AS "recordedAt",
         a.detail -> 'before' AS before, coalesce(a.detail -> 'after', a.detail) AS after
       FROM audit_entry a LEFT JOIN tenant t USING (tenant_id)
       WHERE ($1::text IS NULL OR coalesce(a.subject, t.slug) = $1) AND ($2::text IS NULL OR a.actor = $2)
         AND ($3::timestamptz IS NULL OR (a.recorded_at, a.id) < ($3, $4::uuid))
       ORDER BY a.recorded_at DESC, a.id DESC LIMIT $5`,
      [slug, actor, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }
}
