import type { Tenant } from '@lianpiao/authz';
import type { ControlTx, TenantScope } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { SlugTaken } from '../archive/archive.failures.js';
import { HostInUse, NoOpenCell, TenantErasing, TenantNotReady } from '../control.failures.js';
import { TenantUnknown } from '../tenancy.failures.js';

interface TenantRow {
  tenant_id: string;
  slug: string;
  name_zh: string;
  name_en: string;
  state: 'provisioning' | 'active' | 'suspended' | 'erasing';
  currency: string;
  time_zone: string;
  cut_off: string;
  accent_color: string;
  cell_id: string;
  schema_name: string;
  role_name: string;
  auth_server_url: string;
  realm: string;
  origin_id: string | null;
  attraction_limit: number | null;
  staff_limit: number | null;
  requests_per_second: number | null;
  migrations: number;
}

const COLUMNS = `t.tenant_id, t.slug, t.name_zh, t.name_en, t.state, t.currency, t.time_zone, t.cut_off::text, t.accent_color,
  t.cell_id, t.schema_name, t.role_name, t.auth_server_url, t.realm, t.origin_id, t.attraction_limit, t.staff_limit, t.requests_per_second,
  (SELECT count(*)::int FROM tenant_migration m WHERE m.tenant_id = t.tenant_id) AS migrations`;

/** What is kept of an erased tenant. */
export interface ErasureProof {
  readonly slug: string;
  /** SHA-256 of the archive that was kept, or 'waived'. */
  readonly archive: string;
  /** Whether that is an archive which was written of it here; any other hash is somebody's word. */
  readonly verified?: boolean;
  readonly reason: string;
  /** Table to the number of its rows at the end. */
  readonly rows: Readonly<Record<string, number>>;
}

export interface Placement extends TenantScope {
  readonly epoch: number;
}

/**
 * Rows of the directory. A tenant is listed as active or suspended once it has been provisioned; as behind, where its schema has not all the
 * migrations its reader needs.
 */
@Injectable()
export class TenantRepository {
  /** Which state of the directory the rows that are read after it are of, at least. */
  async directoryVersion(tx: ControlTx): Promise<string> {
    const row = await tx.one<{ version: string }>('SELECT version FROM directory_version');
    if (!row) throw new Error('the directory has no version');
    return row.version;
  }

  async findBySlug(tx: ControlTx, slug: string): Promise<Tenant | undefined> {
    const row = await tx.one<TenantRow>(`SELECT ${COLUMNS} FROM tenant t WHERE t.slug = $1 AND t.state <> 'erased'`, [
      slug,
    ]);
    return row && toTenant(row);
  }

  /** One that is whole. @throws TenantUnknown, TenantNotReady, TenantErasing */
  async ready(tx: ControlTx, slug: string): Promise<Tenant> {
    const state = await this.stateOf(tx, slug);
    const tenant = await this.findBySlug(tx, slug);
    if (!tenant) throw new TenantUnknown(slug);
    if (state === 'provisioning') throw new TenantNotReady(slug);
    if (state === 'erasing') throw new TenantErasing(slug);
    return tenant;
  }

  /** Also of one that is not provisioned yet, or has been erased. */
  async stateOf(tx: ControlTx, slug: string): Promise<string | undefined> {
    const row = await tx.one<{ state: string }>('SELECT state FROM tenant WHERE slug = $1', [slug]);
    return row?.state;
  }

  async hostsOf(tx: ControlTx, tenantId: string): Promise<string[]> {
    const rows = await tx.query<{ host: string }>(
      'SELECT host FROM tenant_host WHERE tenant_id = $1 AND verified_at IS NOT NULL ORDER BY host',
      [tenantId],
    );
    return rows.map(({ host }) => host);
  }

  /** Of all tenants. */
  async everyHost(tx: ControlTx): Promise<string[]> {
    const rows = await tx.query<{ host: string }>('SELECT host FROM tenant_host WHERE verified_at IS NOT NULL');
    return rows.map(({ host }) => host);
  }

  /** A slug that nobody has, or whose tenant is not finished. @throws SlugTaken */
  async assertFree(tx: ControlTx, slug: string): Promise<void> {
    const state = await this.stateOf(tx, slug);
    if (state !== undefined && state !== 'provisioning') throw new SlugTaken(state);
  }

  /** The same, once nobody else is changing it. */
  async lockState(tx: ControlTx, slug: string): Promise<string | undefined> {
    await tx.execute('SELECT FROM tenant WHERE slug = $1 FOR UPDATE', [slug]);
    return this.stateOf(tx, slug);
  }

  /** From now on nothing but its end follows. */
  async beginErasing(tx: ControlTx, slug: string, now: Date): Promise<void> {
    await tx.execute(`UPDATE tenant SET state = 'erasing', updated_at = $2 WHERE slug = $1`, [slug, now]);
  }

  /** Its hosts are free, its row and its slug are not. */
  async forget(tx: ControlTx, tenantId: string, now: Date): Promise<void> {
    await tx.execute('DELETE FROM tenant_host WHERE tenant_id = $1', [tenantId]);
    await tx.execute(`UPDATE tenant SET state = 'erased', updated_at = $2 WHERE tenant_id = $1 AND state = 'erasing'`, [
      tenantId,
      now,
    ]);
  }

  async recordErasure(
    tx: ControlTx,
    entry: { id: string; tenantId: string; actor: string; proof: ErasureProof; recordedAt: Date },
  ): Promise<void> {
    const { id, tenantId, actor, proof, recordedAt } = entry;
    await tx.execute(
      `INSERT INTO audit_entry (id, tenant_id, actor, action, reason, detail, recorded_at)
       VALUES ($1, $2, $3, 'tenant.erase', $4, $5, $6)`,
      [id, tenantId, actor, proof.reason, JSON.stringify(proof), recordedAt],
    );
  }

  /** The last: each attempt that had something to count recorded one. */
  async erasureOf(tx: ControlTx, slug: string): Promise<ErasureProof | undefined> {
    const row = await tx.one<{ detail: ErasureProof }>(
      `SELECT a.detail FROM audit_entry a JOIN tenant t USING (tenant_id)
       WHERE t.slug = $1 AND a.action = 'tenant.erase' ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1`,
      [slug],
    );
    return row?.detail;
  }

  /** Every tenant whose schema exists, in order of slug. */
  async all(tx: ControlTx, needed = 0): Promise<Tenant[]> {
    const rows = await tx.query<TenantRow>(
      `SELECT ${COLUMNS} FROM tenant t WHERE t.state IN ('active', 'suspended') ORDER BY t.slug`,
    );
    return rows.map((row) => toTenant(row, needed));
  }

  /** Every verified host, and whose it is. */
  verifiedHosts(tx: ControlTx): Promise<{ host: string; tenantId: string }[]> {
    return tx.query('SELECT host, tenant_id AS "tenantId" FROM tenant_host WHERE verified_at IS NOT NULL');
  }

  /** Tenant to the number of its migrations in the fleet's ledger. */
  async recordedMigrations(tx: ControlTx): Promise<Map<string, number>> {
    const rows = await tx.query<{ tenant_id: string; migrations: number }>(
      'SELECT tenant_id, count(*)::int AS migrations FROM tenant_migration GROUP BY tenant_id',
    );
    return new Map(rows.map((row) => [row.tenant_id, row.migrations]));
  }

  /** How many migrations the platform's own tables have. */
  async platformVersion(tx: ControlTx): Promise<number> {
    const row = await tx.one<{ applied: number }>('SELECT count(*)::int AS applied FROM schema_migration');
    return row?.applied ?? 0;
  }

  /** Where a tenant lives, and which placement of it that is: the epoch grows with each move. */
  async placementOf(tx: ControlTx, tenantId: string): Promise<Placement | undefined> {
    const row = await tx.one<{ cell_id: string; schema_name: string; role_name: string; epoch: number }>(
      `SELECT cell_id, schema_name, role_name, epoch FROM tenant WHERE tenant_id = $1 AND state IN ('active', 'suspended')`,
      [tenantId],
    );
    return row && { tenantId, cell: row.cell_id, schema: row.schema_name, role: row.role_name, epoch: row.epoch };
  }

  /** The same, once nobody else is changing it. */
  async lockPlacement(tx: ControlTx, tenantId: string): Promise<Placement | undefined> {
    await tx.execute('SELECT FROM tenant WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
    return this.placementOf(tx, tenantId);
  }

  /** From one moment to the next the tenant lives elsewhere; refused (false) when it is not where it was thought to be, or being erased. */
  async flip(tx: ControlTx, from: Placement, cell: string, now: Date): Promise<boolean> {
    const moved = await tx.execute(
      `UPDATE tenant SET cell_id = $3, epoch = epoch + 1, updated_at = $5
       WHERE tenant_id = $1 AND cell_id = $2 AND epoch = $4 AND state IN ('active', 'suspended')`,
      [from.tenantId, from.cell, cell, from.epoch, now],
    );
    return moved === 1;
  }

  /** Where the next tenant goes: of these cells, those that are open, the one with the fewest. @throws NoOpenCell */
  async emptiestCell(tx: ControlTx, cells: readonly string[]): Promise<string> {
    const cell = await tx.one<{ id: string }>(
      `SELECT c.id FROM cell c LEFT JOIN tenant t ON t.cell_id = c.id AND t.state <> 'erased'
       WHERE c.state = 'open' AND c.id = ANY($1) GROUP BY c.id ORDER BY count(t.tenant_id), c.id LIMIT 1`,
      [cells],
    );
    if (!cell) throw new NoOpenCell();
    return cell.id;
  }

  /** Unless there is one of that slug. */
  async insert(tx: ControlTx, tenant: Tenant, now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO tenant (tenant_id, slug, name_zh, name_en, state, currency, time_zone, cut_off, accent_color,
         cell_id, schema_name, role_name, auth_server_url, realm, created_at, updated_at, origin_id)
       VALUES ($1, $2, $3, $4, 'provisioning', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15)
       ON CONFLICT (slug) DO NOTHING`,
      [
        tenant.id,
        tenant.slug,
        tenant.name.zh,
        tenant.name.en,
        tenant.currency,
        tenant.timeZone,
        tenant.cutOff,
        tenant.accentColor,
        tenant.scope.cell,
        tenant.scope.schema,
        tenant.scope.role,
        tenant.issuer.serverUrl,
        tenant.issuer.realm,
        now,
        tenant.scope.originId,
      ],
    );
  }

  /** @throws HostInUse */
  async addHost(tx: ControlTx, tenantId: string, host: string, now: Date): Promise<void> {
    const added = await tx.execute(
      `INSERT INTO tenant_host AS known (host, tenant_id, verified_at) VALUES ($1, $2, $3)
       ON CONFLICT (host) DO UPDATE SET verified_at = coalesce(known.verified_at, $3) WHERE known.tenant_id = $2`,
      [host, tenantId, now],
    );
    if (added === 0) throw new HostInUse(host);
  }

  async activate(tx: ControlTx, tenantId: string, now: Date): Promise<void> {
    await tx.execute(
      `UPDATE tenant SET state = 'active', updated_at = $2 WHERE tenant_id = $1 AND state = 'provisioning'`,
      [tenantId, now],
    );
  }

  async stepsDone(tx: ControlTx, tenantId: string): Promise<Set<string>> {
    const rows = await tx.query<{ step: string }>('SELECT step FROM tenant_step WHERE tenant_id = $1', [tenantId]);
    return new Set(rows.map((row) => row.step));
  }

  async recordStep(tx: ControlTx, tenantId: string, step: string, now: Date): Promise<void> {
    await tx.execute('INSERT INTO tenant_step (tenant_id, step, done_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      tenantId,
      step,
      now,
    ]);
  }

  /** Whether that is, or is to be, where the tenant lives. */
  async livesAt(tx: ControlTx, { tenantId, cell }: TenantScope): Promise<boolean> {
    const here = await tx.one(
      `SELECT FROM tenant WHERE tenant_id = $1 AND cell_id = $2 AND state NOT IN ('erasing', 'erased')`,
      [tenantId, cell],
    );
    return here !== undefined;
  }

  /** The fleet's ledger: all that the tenant's schema has by now. */
  async recordMigrations(
    tx: ControlTx,
    tenantId: string,
    migrations: readonly { readonly number: number; readonly name: string; readonly sha256: string }[],
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO tenant_migration (tenant_id, number, name, sha256)
       SELECT $1, number, name, sha256 FROM unnest($2::int[], $3::text[], $4::text[]) AS m (number, name, sha256)
       ON CONFLICT DO NOTHING`,
      [
        tenantId,
        migrations.map(({ number }) => number),
        migrations.map(({ name }) => name),
        migrations.map(({ sha256 }) => sha256),
      ],
    );
  }
}

function toTenant(row: TenantRow, needed = 0): Tenant {
  return {
    id: row.tenant_id,
    slug: row.slug,
    name: { zh: row.name_zh, en: row.name_en },
    state: stateOf(row, needed),
    currency: row.currency,
    timeZone: row.time_zone,
    cutOff: row.cut_off.slice(0, 5),
    accentColor: row.accent_color,
    scope: {
      tenantId: row.tenant_id,
      cell: row.cell_id,
      schema: row.schema_name,
      role: row.role_name,
      ...(row.origin_id !== null && { originId: row.origin_id }),
    },
    issuer: { serverUrl: row.auth_server_url, realm: row.realm },
    ...limitsOf(row),
  };
}

function stateOf({ state, migrations }: TenantRow, needed: number): Tenant['state'] {
  if (state === 'suspended' || state === 'erasing') return 'suspended';
  return migrations < needed ? 'behind' : 'active';
}

function limitsOf(row: TenantRow): Pick<Tenant, 'limits'> {
  const { attraction_limit: attractions, staff_limit: staff, requests_per_second: requestsPerSecond } = row;
  if (attractions === null && staff === null && requestsPerSecond === null) return {};
  return { limits: { attractions, staff, requestsPerSecond } };
}
