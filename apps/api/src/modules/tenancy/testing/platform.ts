import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Database, readMigrations, UnitOfWork, type ControlTx, type Migration } from '@lianpiao/db';
import { FixedClock } from '@lianpiao/kernel';
import { EmptyDatabase } from '@lianpiao/testing';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { WorkFolders } from '../archive/work-folders.js';
import { DatabaseAddresses } from '../database-addresses.js';
import { TenantRepository } from '../persistence/tenant-repository.js';
import { TenantDirectory } from '../tenant-directory.js';
import { MigrateTenant } from '../use-cases/migrate-tenant.js';
import { EraseTenant } from '../use-cases/erase-tenant.js';
import { ExportTenant, keyId } from '../use-cases/export-tenant.js';
import { RestoreTenant, type RestoreWanted } from '../use-cases/restore-tenant.js';
import { MoveTenant } from '../use-cases/move-tenant.js';
import { connected, PrepareDatabases } from '../use-cases/prepare-databases.js';
import { ProvisionTenant, type NewTenant } from '../use-cases/provision-tenant.js';
import { LocalNews } from './local-news.js';
import { remainsOf } from './remains.js';

const PLATFORM = join(import.meta.dirname, '../../../../../../migrations/platform');
/** The password of the login role on servers that are thrown away; every spec sets the same. */
const PASSWORD = 'lianpiao-test';

/** What every change of the directory does beside. */
export const MOVE_VERSION =
  'UPDATE platform.directory_version SET version = gen_random_uuid(), moved_in = pg_current_xact_id()';

export interface Trouble {
  /** The step in which it is cut off; `ledger`: within the schema's step, when the fleet's ledger is written. */
  readonly diesIn?: string;
  /** The step after which it is cut off, before that is recorded. */
  readonly diesRecording?: string;
}

/** Who is wanted, under which host: another one each time. */
export function aTenant(): { wanted: NewTenant; host: string } {
  const slug = `s${randomBytes(6).toString('hex')}`;
  return {
    wanted: {
      slug,
      name: { zh: '长三角', en: 'Delta' },
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      accentColor: '#b3261e',
      authServerUrl: 'http://issuer.invalid',
    },
    host: `${slug}.localhost`,
  };
}

/** A control plane and a cell of their own. */
export class Platform {
  readonly clock = new FixedClock(new Date('2026-05-01T04:00:00Z'));

  /** Small ones: what a tenant's tables are is nothing to its directory. */
  readonly migrations = [aMigration(1, 'CREATE TABLE visit (id int PRIMARY KEY)'), aMigration(2, 'SELECT 1')];

  /** Where archives are kept. */
  readonly archives = mkdtempSync(join(tmpdir(), 'lianpiao-archives-'));
  private readonly folders = new WorkFolders(this.archives);

  private readonly dataKey = new Secret(Buffer.alloc(32, 7).toString('base64'));

  private constructor(
    readonly database: EmptyDatabase,
    readonly unitOfWork: UnitOfWork,
    readonly addresses: DatabaseAddresses,
    private readonly pools: Database,
    private readonly preparing: PrepareDatabases,
  ) {}

  /** @param clusters cell to its server, where the suite has some of its own; else one cell beside the control plane */
  static async open(clusters: Readonly<Record<string, string>> = {}): Promise<Platform> {
    const database = await EmptyDatabase.open();
    const urls = Object.entries(clusters).map(([cell, server]) => [cell, new Secret(on(server))] as const);
    const addresses = new DatabaseAddresses({
      DATABASE_URL: new Secret(database.url),
      APP_DB_PASSWORD: new Secret(PASSWORD),
      ...(urls.length > 0 && { CELL_URLS: new Map(urls) }),
    });
    const preparing = new PrepareDatabases(addresses, await readMigrations(PLATFORM), PASSWORD);
    await database.alone(() => preparing.execute());
    const pool = (cell?: string) => ({ url: addresses.app(cell), applicationName: 'spec', size: 5 });
    const cells = new Map(addresses.cells.map((cell) => [cell, pool(cell)]));
    const pools = await Database.open({ control: pool(), cells });
    const tenants = new TenantRepository();
    const unitOfWork = new UnitOfWork(pools, new FixedClock(new Date()), (tx, id) => tenants.placementOf(tx, id));
    return new Platform(database, unitOfWork, addresses, pools, preparing);
  }

  prepare(): Promise<{ applied: number }> {
    return this.preparing.execute();
  }

  /** Provisions, unless it is cut off; tells which slugs were seeded and given a realm. */
  async provision(wanted: NewTenant, host: string, trouble: Trouble = {}) {
    const seeded: string[] = [];
    const realms: string[] = [];
    const tenants = new InterruptedRepository(trouble);
    const migrate =
      trouble.diesIn === 'schema'
        ? this.migrator([...this.migrations, broken(this.migrations.length + 1)])
        : this.migrator(this.migrations, tenants);
    const seed = (_tx: unknown, { slug }: Tenant) => noted('seeds', seeded, slug, trouble);
    const provisioning = new ProvisionTenant(this.unitOfWork, tenants, migrate, [seed], this.clock);
    const tenant = await provisioning.execute(wanted, host, ({ slug }) => noted('realm', realms, slug, trouble));
    return { tenant, seeded, realms };
  }

  exporter(): ExportTenant {
    const where = [this.addresses, this.dataKey, this.clock, this.folders] as const;
    return new ExportTenant(this.unitOfWork, new TenantRepository(), ...where);
  }

  restorer(): RestoreTenant {
    const [tenants, migrate] = [new TenantRepository(), this.migrator(this.migrations)];
    return new RestoreTenant(this.unitOfWork, tenants, this.migrations, migrate, this.clock, this.folders);
  }

  /** A restore of a file as another tenant, each time under another slug. */
  restoring(file: string): RestoreWanted {
    const { wanted, host } = aTenant();
    const { slug, authServerUrl } = wanted;
    return { file, slug, host, authServerUrl, dataKeyId: keyId(this.dataKey) };
  }

  eraser(): EraseTenant {
    return new EraseTenant(this.unitOfWork, new TenantRepository(), this.addresses, this.clock);
  }

  mover(tenants = new TenantRepository()): MoveTenant {
    return new MoveTenant(this.unitOfWork, tenants, this.addresses, this.migrations, this.clock);
  }

  /** The next version of the software, with these migrations more. */
  withNext(...sqls: readonly string[]): { migration: Migration; migrateTenant: MigrateTenant } {
    const added = sqls.map((sql, index) => aMigration(this.migrations.length + 1 + index, sql));
    const migration = added[0] ?? aMigration(0, '');
    return { migration, migrateTenant: this.migrator([...this.migrations, ...added]) };
  }

  /** A node's, which has asked nothing yet and hears of nothing. */
  directory(needed = this.migrations.length, tenants = new TenantRepository()): TenantDirectory {
    return new TenantDirectory(this.unitOfWork, tenants, new LocalNews(), needed);
  }

  /** Changes the directory as its owner might, behind the back of the use cases. */
  async change(sql: string, params: readonly unknown[] = []): Promise<void> {
    await this.control(`WITH moved AS (${MOVE_VERSION}) ${sql}`, params);
  }

  /** As the owner, on the control plane. */
  control<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return asOwner<Row>(this.addresses.owner(), sql, params);
  }

  /** As the owner, on a cell. */
  cell<Row>(sql: string, cell: string = this.addresses.cells[0]): Promise<Row[]> {
    return asOwner<Row>(this.addresses.owner(cell), sql, []);
  }

  /** What of a tenant is on a cell's server. */
  remains({ scope }: Tenant, cell: string): Promise<string[]> {
    return remainsOf(scope, (sql) => this.cell(sql, cell));
  }

  async close(): Promise<void> {
    const roles = await this.control<{ name: string }>('SELECT role_name AS name FROM platform.tenant');
    await this.pools.close();
    await rm(this.archives, { recursive: true });
    await this.database.close(...this.addresses.cells.map((cell) => this.addresses.databaseOf(cell)));
    for (const { name } of roles) await asOwner(process.env.TEST_DATABASE_URL ?? '', `DROP ROLE IF EXISTS ${name}`, []);
  }

  private migrator(migrations: readonly Migration[], tenants = new TenantRepository()): MigrateTenant {
    return new MigrateTenant(this.unitOfWork, tenants, this.addresses, migrations);
  }
}

/** The server alone: the cell's database there is named after the control plane's. */
function on(server: string): string {
  const url = new URL(server);
  url.pathname = '';
  return url.href;
}

/** Dies where the trouble says. */
class InterruptedRepository extends TenantRepository {
  constructor(private readonly trouble: Trouble) {
    super();
  }

  override async recordStep(tx: ControlTx, tenantId: string, step: string, now: Date): Promise<void> {
    if (this.trouble.diesRecording === step) throw new Error('cut off');
    await super.recordStep(tx, tenantId, step, now);
  }

  override async recordMigrations(tx: ControlTx, tenantId: string, all: readonly Migration[]): Promise<void> {
    if (this.trouble.diesIn === 'ledger') throw new Error('cut off');
    await super.recordMigrations(tx, tenantId, all);
  }

  override async addHost(tx: ControlTx, tenantId: string, host: string, now: Date): Promise<void> {
    await super.addHost(tx, tenantId, host, now);
    if (this.trouble.diesIn === 'host') throw new Error('cut off');
  }
}

function noted(step: string, where: string[], slug: string, { diesIn }: Trouble): Promise<void> {
  where.push(slug);
  return diesIn === step ? Promise.reject(new Error('cut off')) : Promise.resolve();
}

function broken(number: number): Migration {
  return aMigration(number, `DO $$ BEGIN RAISE EXCEPTION 'cut off'; END $$`);
}

function aMigration(number: number, sql: string): Migration {
  return { number, name: 'of_the_spec', sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

async function asOwner<Row>(url: string, sql: string, params: readonly unknown[]): Promise<Row[]> {
  const owner = await connected(url);
  try {
    const { rows } = await owner.query(sql, [...params]);
    return rows as Row[];
  } finally {
    await owner.end();
  }
}
