import type { Tenant } from '@lianpiao/authz';
import { applyMigrations, ensureTenantSchema, isUpToDate, type Migration, type UnitOfWork } from '@lianpiao/db';
import type { Client } from 'pg';

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
    const owner = await this.connectTo(tenant.scope.cell);
    try {
      return await this.on(owner, tenant);
    } finally {
      await owner.end();
    }
  }

  /** Those that can be reached: a tenant lives on one of them. */
  get cells(): readonly string[] {
    return this.addresses.cells;
  }

  /** A connection of the owner of a cell, for many tenants of it; the caller ends it. */
  connectTo(cell: string): Promise<Client> {
    return connected(this.addresses.owner(cell));
  }

  /**
   * The same over a connection to its cell.
   * @param recorded how many of its migrations the fleet's ledger has already
   */
  async on(owner: Client, tenant: Tenant, recorded = 0): Promise<number> {
    const { scope } = tenant;
    const target = { schema: scope.schema, tenantRole: scope.role };
    const upToDate = await isUpToDate(owner, target, this.migrations);
    if (!upToDate) await ensureTenantSchema(owner, scope);
    const applied = upToDate ? [] : await applyMigrations(owner, target, this.migrations);
    if (recorded < this.migrations.length) await this.record(tenant);
    return applied.length;
  }

  /** All of them, not only those applied now: a run may have been cut off between the schema and this ledger. */
  private record(tenant: Tenant): Promise<void> {
    return this.unitOfWork.changeDirectory((tx) => this.tenants.recordMigrations(tx, tenant.id, this.migrations));
  }
}
