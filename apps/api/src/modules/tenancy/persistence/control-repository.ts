import type { TenantLimits } from '@lianpiao/authz';
import type { ControlTx } from '@lianpiao/db';

import type { TenantName } from '../domain/tenant-terms.js';

/** A tenant as its operator sees it. */
export interface ControlledTenant {
  readonly id: string;
  readonly slug: string;
  readonly state: 'provisioning' | 'active' | 'suspended';
  readonly name: TenantName;
  readonly limits: TenantLimits;
}

export interface TenantOverview extends ControlledTenant {
  readonly cell: string;
  readonly hosts: readonly string[];
  /** Number of its newest migration; 0 before the first. */
  readonly migration: number;
}

export interface TenantHost {
  readonly host: string;
  readonly verified: boolean;
  readonly token: string | null;
}

/** What an operator did. */
export interface OperatorEntry {
  readonly id: string;
  readonly tenantId: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly recordedAt: Date;
}

const TENANT = `t.tenant_id AS id, t.slug, t.state, jsonb_build_object('zh', t.name_zh, 'en', t.name_en) AS name,
  jsonb_build_object('attractions', t.attraction_limit, 'staff', t.staff_limit, 'requestsPerSecond', t.requests_per_second) AS limits`;

/** What operators change of the directory, and what is kept of their doing so. */
export class ControlRepository {
  /** The tenant, once nobody else is changing it. */
  lock(tx: ControlTx, slug: string): Promise<ControlledTenant | undefined> {
    return tx.one(`SELECT ${TENANT} FROM tenant t WHERE t.slug = $1 AND t.state <> 'erased' FOR UPDATE`, [slug]);
  }

  overview(tx: ControlTx): Promise<TenantOverview[]> {
    return tx.query(
      `SELECT ${TENANT}, t.cell_id AS cell,
         coalesce((SELECT max(m.number) FROM tenant_migration m WHERE m.tenant_id = t.tenant_id), 0) AS migration,
         array(SELECT h.host FROM tenant_host h WHERE h.tenant_id = t.tenant_id AND h.verified_at IS NOT NULL ORDER BY h.host) AS hosts
       FROM tenant t WHERE t.state <> 'erased' ORDER BY t.slug`,
    );
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

  async removeHost(tx: ControlTx, id: string, host: string): Promise<void> {
    await tx.execute('DELETE FROM tenant_host WHERE tenant_id = $1 AND host = $2', [id, host]);
  }

  async record(tx: ControlTx, entry: OperatorEntry): Promise<void> {
    const { id, tenantId, actor, action, reason, before, after, recordedAt } = entry;
    await tx.execute(
      `INSERT INTO audit_entry (id, tenant_id, actor, action, reason, detail, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, tenantId, actor, action, reason, JSON.stringify({ before, after }), recordedAt],
    );
  }
}
