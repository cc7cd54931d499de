import type { Tenant } from '@lianpiao/authz';
import {
  aloneMigrating,
  applyMigrations,
  ensureTenantSchema,
  isUpToDate,
  type Migration,
  type UnitOfWork,
} from '@lianpiao/db';
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

  /** Makes the schema where there is none. Resolves to the number of migrations applied now. */
  async execute(tenant: Tenant): Promise<number> {
    const owner = await this.connectTo(tenant.scope.cell);
    try {
      await ensureTenantSchema(owner, tenant.scope);
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
   * The same over a connection to its cell, of a tenant that has a schema: who has moved or is erased meanwhile is not made again.
   * @param recorded how many of its migrations the fleet's ledger has already
   */
  async on(owner: Client, tenant: Tenant, recorded = 0): Promise<number> {
    const { scope } = tenant;
    const target = { schema: scope.schema, tenantRole: scope.role };
    const upToDate = await isUpToDate(owner, target, this.migrations);
    const applied = upToDate ? 0 : await aloneMigrating(owner, scope.schema, () => this.apply(owner, tenant));
    if (recorded < this.migrations.length) await this.record(tenant);
    return applied;
  }

  /** A move holds the same lock until it has changed the directory: what it left is not migrated, and what still follows that neither. */
  private async apply(owner: Client, { scope }: Tenant): Promise<number> {
    const isHere = await this.unitOfWork.directory((tx) => this.tenants.livesAt(tx, scope));
    if (!isHere) throw new Error(`the tenant does not live on ${scope.cell} any more`);
    const target = { schema: scope.schema, tenantRole: scope.role };
    return (await applyMigrations(owner, target, this.migrations)).length;
  }

  /** All of them, not only those applied now: a run may have been cut off between the schema and this ledger. */
  private record(tenant: Tenant): Promise<void> {
    return this.unitOfWork.changeDirectory((tx) => this.tenants.recordMigrations(tx, tenant.id, this.migrations));
  }
}
