import type { Tenant } from '@lianpiao/authz';
import { applyMigrations, dropTenantSchema, ensureTenantSchema, type Migration, type UnitOfWork } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';
import { randomBytes } from 'node:crypto';

import { ArchiveRefused, SlugTaken } from '../archive/archive.failures.js';
import { fillSchema } from '../archive/fill-schema.js';
import type { Manifest } from '../archive/manifest.js';
import { readArchive } from '../archive/read-archive.js';
import type { WorkFolders } from '../archive/work-folders.js';
import { measured } from '../archive/write-archive.js';
import type { OnStep } from '../on-step.js';
import { tenantSlug } from '../domain/tenant-terms.js';
import type { TenantRepository } from '../persistence/tenant-repository.js';
import type { MigrateTenant } from './migrate-tenant.js';
import type { TenantRealm } from './provision-tenant.js';

export interface RestoreWanted {
  readonly file: string;
  readonly slug: string;
  readonly host: string;
  readonly authServerUrl: string;
  /** Which data key this deployment has: what the archive holds sealed has to open here. */
  readonly dataKeyId: string;
  /** Of the archive, where whoever made it told. */
  readonly sha256?: string | undefined;
}

/** What was archived, archive hash included, as the tenant it becomes. */
interface Restoring {
  readonly tenant: Tenant;
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly folder: string;
}

/**
 * Makes a new tenant of an archive: the same rows under the same ids, another slug, schema, role and cell. Nothing of it is visible before
 * every file was checked, every row taken, read back and found equal. Cut off or refused, it may be run again, with this archive or another of
 * the same tenant.
 */
export class RestoreTenant {
  static readonly failures = [ArchiveRefused, SlugTaken] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly migrations: readonly Migration[],
    private readonly migrateTenant: MigrateTenant,
    private readonly clock: Clock,
    private readonly folders: WorkFolders,
  ) {}

  async execute(wanted: RestoreWanted, realm: TenantRealm, onStep: OnStep<string> = () => undefined): Promise<Tenant> {
    tenantSlug(wanted.slug);
    return this.folders.within(async (folder) => {
      const { sha256 } = await measured(wanted.file).catch(() => {
        throw new ArchiveRefused('UNREADABLE', 'the archive');
      });
      if (wanted.sha256 !== undefined && wanted.sha256 !== sha256)
        throw new ArchiveRefused('OTHER_ARCHIVE', 'the archive');
      const manifest = await readArchive(wanted.file, folder, this.migrations);
      if (manifest.sealedUnder !== wanted.dataKeyId) throw new ArchiveRefused('OTHER_DATA_KEY', 'manifest.json');
      await onStep('checked');
      const tenant = await this.register(wanted, manifest);
      return this.steps({ tenant, manifest, sha256, folder }, wanted, realm, onStep);
    });
  }

  private async steps(
    restoring: Restoring,
    wanted: RestoreWanted,
    realm: TenantRealm,
    onStep: OnStep<string>,
  ): Promise<Tenant> {
    const { tenant } = restoring;
    const done = await this.unitOfWork.operator((tx) => this.tenants.stepsDone(tx, tenant.id));
    const steps: Record<string, () => Promise<unknown>> = {
      [`restore rows of ${restoring.sha256}`]: () => this.fill(restoring),
      'restore realm': () => realm(tenant),
      'restore host': () =>
        this.unitOfWork.changeDirectory((tx) => this.tenants.addHost(tx, tenant.id, wanted.host, this.clock.now())),
    };
    for (const [step, run] of Object.entries(steps)) {
      if (!done.has(step)) await run();
      await this.unitOfWork.operator((tx) => this.tenants.recordStep(tx, tenant.id, step, this.clock.now()));
      await onStep(step);
    }
    await this.unitOfWork.changeDirectory((tx) => this.tenants.activate(tx, tenant.id, this.clock.now()));
    await onStep('active');
    return tenant;
  }

  /** From the beginning each time: what an attempt before this one left there goes. */
  private async fill({ tenant, manifest, folder }: Restoring): Promise<void> {
    const { scope } = tenant;
    const owner = await this.migrateTenant.connectTo(scope.cell);
    try {
      await dropTenantSchema(owner, scope);
      await ensureTenantSchema(owner, scope);
      const target = { schema: scope.schema, tenantRole: scope.role };
      await applyMigrations(owner, target, this.migrations.slice(0, manifest.migrations.length));
      await fillSchema(owner, scope.schema, manifest, folder);
      await this.migrateTenant.execute(tenant);
    } catch (error) {
      await dropTenantSchema(owner, scope).catch(() => undefined);
      throw error;
    } finally {
      await owner.end();
    }
  }

  /** The row of an attempt that was not finished serves the next. */
  private register(wanted: RestoreWanted, { tenant: archived }: Manifest): Promise<Tenant> {
    return this.unitOfWork.changeDirectory(async (tx) => {
      await this.tenants.assertFree(tx, wanted.slug);
      const find = () => this.tenants.findBySlug(tx, wanted.slug);
      if (!(await find())) {
        const cell = await this.tenants.emptiestCell(tx, this.migrateTenant.cells);
        await this.tenants.insert(tx, restored(wanted, archived, cell), this.clock.now());
      }
      const tenant = await find();
      if (tenant?.scope.originId !== archived.originId) throw new SlugTaken('provisioning');
      return tenant;
    });
  }
}

function restored({ slug, authServerUrl }: RestoreWanted, archived: Manifest['tenant'], cell: string): Tenant {
  const id = newId();
  const opaque = randomBytes(10).toString('hex');
  const { name, currency, timeZone, cutOff, accentColor, originId } = archived;
  const scope = { tenantId: id, cell, schema: `t_${opaque}`, role: `r_${opaque}`, originId };
  const issuer = { serverUrl: authServerUrl, realm: slug };
  return { id, slug, name, state: 'active', currency, timeZone, cutOff, accentColor, scope, issuer };
}
