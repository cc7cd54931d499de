import type { Tenant } from '@lianpiao/authz';
import { applyMigrations, ensureTenantSchema, type Migration, type UnitOfWork } from '@lianpiao/db';

import type { DatabaseAddresses } from '../database-addresses.js';
import type { TenantRepository } from '../persistence/tenant-repository.js';
import { connected } from './prepare-databases.js';

/** Brings one tenant's schema into being and up to date, and writes the fleet's ledger. */
export class MigrateTenant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly addresses: DatabaseAddresses,
    private readonly migrations: readonly Migration[],
  ) {}

  /** Resolves to the number of migrations applied now. */
  async execute(tenant: Tenant): Promise<number> {
    const { scope } = tenant;
    const owner = await connected(this.addresses.owner(scope.cell));
    try {
      await ensureTenantSchema(owner, scope);
      const applied = await applyMigrations(owner, { schema: scope.schema, tenantRole: scope.role }, this.migrations);
      await this.record(tenant);
      return applied.length;
    } finally {
      await owner.end();
    }
  }

  /** All of them, not only those applied now: a run may have been cut off between the schema and this ledger. */
  private record(tenant: Tenant): Promise<void> {
    return this.unitOfWork.operator((tx) => this.tenants.recordMigrations(tx, tenant.id, this.migrations));
  }
}
