import type { Secret } from '@lianpiao/config';
import type { UnitOfWork } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import { createHmac } from 'node:crypto';

import { FORMAT_VERSION, PRODUCT_VERSION, type Manifest } from '../archive/manifest.js';
import type { WorkFolders } from '../archive/work-folders.js';
import { measured, writeArchive, type ArchiveFacts } from '../archive/write-archive.js';
import type { DatabaseAddresses } from '../database-addresses.js';
import type { OnStep } from '../on-step.js';
import type { TenantRepository } from '../persistence/tenant-repository.js';
import { TenantErasing, TenantNotReady } from '../control.failures.js';
import { TenantUnknown } from '../tenancy.failures.js';
import { connected } from './prepare-databases.js';

export interface Exported {
  readonly file: string;
  readonly bytes: number;
  /** Of the whole file: what erasing asks for, and restoring may be given to compare. */
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
}

/** Writes everything a tenant has to one file that a stranger can read and `RestoreTenant` can restore. */
export class ExportTenant {
  static readonly failures = [TenantUnknown, TenantNotReady, TenantErasing] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly addresses: DatabaseAddresses,
    private readonly dataKey: Secret,
    private readonly clock: Clock,
    private readonly folders: WorkFolders,
  ) {}

  async execute(slug: string, file: string, onStep: OnStep<string> = () => undefined): Promise<Exported> {
    const { facts, cell, schema } = await this.factsOf(slug);
    const owner = await connected(this.addresses.owner(cell));
    let manifest: Manifest;
    try {
      manifest = await this.folders.within((folder) => writeArchive(owner, schema, facts, { file, folder }, onStep));
    } finally {
      await owner.end();
    }
    await onStep('written');
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { file, ...(await measured(file)), tables: manifest.tables.length, rows };
  }

  private factsOf(slug: string) {
    return this.unitOfWork.operator(async (tx) => {
      const tenant = await this.tenants.ready(tx, slug);
      const { id, name, currency, timeZone, cutOff, accentColor, scope } = tenant;
      const hosts = await this.tenants.hostsOf(tx, id);
      const facts: ArchiveFacts = {
        format: 'lianpiao-tenant-archive',
        formatVersion: FORMAT_VERSION,
        productVersion: PRODUCT_VERSION,
        exportedAt: this.clock.now().toISOString(),
        tenant: { id, originId: scope.originId ?? id, slug, name, currency, timeZone, cutOff, accentColor, hosts },
        sealedUnder: keyId(this.dataKey),
      };
      return { facts, cell: scope.cell, schema: scope.schema };
    });
  }
}

/** Tells two data keys apart without telling anything of either. */
export function keyId(dataKey: Secret): string {
  return createHmac('sha256', dataKey.reveal()).update('key id').digest('hex').slice(0, 16);
}
