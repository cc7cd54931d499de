import type { Tenant } from '@lianpiao/authz';
import { isLockTimeout, type UnitOfWork } from '@lianpiao/db';
import { setTimeout as wait } from 'node:timers/promises';

import { OwnerConnection } from '../owner-connection.js';
import type { TenantRepository } from '../persistence/tenant-repository.js';
import type { MigrateTenant } from './migrate-tenant.js';

/** How far a run over the fleet is: numbers of tenants. */
export interface FleetProgress {
  readonly total: number;
  readonly upToDate: number;
  readonly behind: number;
}

export interface FleetOutcome {
  readonly migrated: number;
  /** Migrations applied by this run, over all tenants. */
  readonly applied: number;
  /** Slug and reason of each tenant that is left behind; the others are not held up by it. */
  readonly failed: readonly { readonly slug: string; readonly reason: string }[];
}

interface Run {
  readonly waiting: Tenant[];
  readonly total: number;
  /** Tenant to the number of its migrations in the fleet's ledger. */
  readonly recorded: ReadonlyMap<string, number>;
  readonly failed: { slug: string; reason: string }[];
  migrated: number;
  applied: number;
}

const AT_ONCE = 4;
/** A lock that traffic holds: the migration steps back each time, so that the traffic does not queue behind it. */
const ATTEMPTS = 4;
const STEP_BACK_MS = 500;

/** Migrates every tenant, a few at a time; run again, it goes on with those that are behind. */
export class MigrateFleet {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly migrateTenant: MigrateTenant,
  ) {}

  async execute(
    atOnce: number = AT_ONCE,
    onProgress: (progress: FleetProgress) => void = () => undefined,
  ): Promise<FleetOutcome> {
    const run = await this.begin();
    const told = () => {
      onProgress({ total: run.total, upToDate: run.migrated, behind: run.failed.length });
    };
    await Promise.all(Array.from({ length: atOnce }, () => this.work(run, told)));
    const { migrated, applied, failed } = run;
    return { migrated, applied, failed };
  }

  private begin(): Promise<Run> {
    return this.unitOfWork.directory(async (tx) => {
      const waiting = await this.tenants.all(tx);
      const recorded = await this.tenants.recordedMigrations(tx);
      return { waiting, total: waiting.length, recorded, failed: [], migrated: 0, applied: 0 };
    });
  }

  private async work(run: Run, told: () => void): Promise<void> {
    const connection = new OwnerConnection((cell) => this.migrateTenant.connectTo(cell));
    try {
      for (let tenant = run.waiting.shift(); tenant; tenant = run.waiting.shift()) {
        await this.attempt(run, connection, tenant);
        told();
      }
    } finally {
      await connection.end();
    }
  }

  private async attempt(run: Run, connection: OwnerConnection, tenant: Tenant): Promise<void> {
    try {
      const applied = await this.patiently(run, connection, tenant);
      run.applied += applied;
      run.migrated += 1;
    } catch (error) {
      await connection.end();
      run.failed.push({ slug: tenant.slug, reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  private async patiently(run: Run, connection: OwnerConnection, known: Tenant): Promise<number> {
    let tenant = known;
    for (let tried = 1; ; tried += 1) {
      try {
        const owner = await connection.to(tenant.scope.cell);
        return await this.migrateTenant.on(owner, tenant, run.recorded.get(tenant.id));
      } catch (error) {
        const at = await this.unitOfWork.directory((tx) => this.tenants.placementOf(tx, tenant.id));
        // Erased since the run began: there is nothing to migrate.
        if (!at) return 0;
        const hasMoved = at.cell !== tenant.scope.cell;
        if (tried >= ATTEMPTS || !(hasMoved || isLockTimeout(error))) throw error;
        if (!hasMoved) await wait(STEP_BACK_MS * tried);
        tenant = { ...tenant, scope: { ...tenant.scope, cell: at.cell } };
      }
    }
  }
}
