import type { Tenant } from '@lianpiao/authz';
import type { UnitOfWork } from '@lianpiao/db';

import type { TenantRepository } from '../persistence/tenant-repository.js';
import type { MigrateTenant } from './migrate-tenant.js';

export interface FleetOutcome {
  readonly migrated: number;
  /** Slug and reason of each tenant that is left behind; the others are not held up by it. */
  readonly failed: readonly { readonly slug: string; readonly reason: string }[];
}

const AT_ONCE = 4;

/** Migrates every tenant, a few at a time. */
export class MigrateFleet {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly migrateTenant: MigrateTenant,
  ) {}

  async execute(): Promise<FleetOutcome> {
    const waiting = await this.unitOfWork.directory((tx) => this.tenants.all(tx));
    const failed: { slug: string; reason: string }[] = [];
    let migrated = 0;
    const work = async () => {
      for (let tenant = waiting.shift(); tenant; tenant = waiting.shift()) {
        const reason = await this.attempt(tenant);
        if (reason) failed.push({ slug: tenant.slug, reason });
        else migrated += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { migrated, failed };
  }

  private async attempt(tenant: Tenant): Promise<string | undefined> {
    try {
      await this.migrateTenant.execute(tenant);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown';
    }
  }
}
