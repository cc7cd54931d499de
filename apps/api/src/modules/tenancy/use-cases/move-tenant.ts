import {
  applyMigrations,
  assertReplicable,
  CannotReplicate,
  dropTenantSchema,
  endOfLog,
  ensureTenantSchema,
  fence,
  hasReceived,
  pendingMigrations,
  progressOf,
  replicate,
  stopReplicating,
  unfence,
  type Migration,
  type UnitOfWork,
} from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import type { Client } from 'pg';

import type { OnStep } from '../on-step.js';
import type { DatabaseAddresses } from '../database-addresses.js';
import { cutOver, type Sides } from '../move/cut-over.js';
import { MoveFailed, MoveUnderWay } from '../move/move.failures.js';
import { Connections } from '../move/connections.js';
import { within } from '../move/within.js';
import type { Placement, TenantRepository } from '../persistence/tenant-repository.js';

export const MOVE_STEPS = ['target', 'copy', 'flip', 'clean'] as const;
export type MoveStep = (typeof MOVE_STEPS)[number];

export interface Moved {
  readonly cell: string;
  /** How long nobody could write; null where an earlier, cut-off attempt had done that part. */
  readonly pauseMs: number | null;
  readonly tables: number;
  readonly rows: number;
}

const COPY_MS = 6 * 60 * 60_000;

/**
 * Takes a tenant from one cell to another while it sells and scans: a copy that follows (logical replication), a short pause in
 * which both sides are compared, and a new line in the directory. Cut off at any point, it is run again and converges: before the
 * flip the source is the truth and is opened again first; after it the target is, and only the source's remains are removed.
 */
export class MoveTenant {
  static readonly failures = [MoveFailed, MoveUnderWay] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly addresses: DatabaseAddresses,
    private readonly migrations: readonly Migration[],
    private readonly clock: Clock,
  ) {}

  async execute(tenantId: string, cell: string, onStep: OnStep<MoveStep> = () => undefined): Promise<Moved> {
    if (!this.addresses.cells.includes(cell)) throw new MoveFailed('UNKNOWN_CELL');
    const connections = new Connections(this.addresses);
    try {
      await this.alone(await connections.control(), tenantId);
      const from = await this.unitOfWork.directory((tx) => this.tenants.placementOf(tx, tenantId));
      if (!from) throw new MoveFailed('DIRECTORY_CHANGED');
      const moved = from.cell === cell ? nothingMoved(cell) : await this.move(connections, from, cell, onStep);
      await this.clean(connections, { ...from, cell });
      await onStep('clean');
      return moved;
    } finally {
      await connections.close();
    }
  }

  /** Leaves an unfinished move: the tenant stays where the directory says. */
  async abort(tenantId: string): Promise<void> {
    const connections = new Connections(this.addresses);
    try {
      await this.alone(await connections.control(), tenantId);
      const at = await this.unitOfWork.directory((tx) => this.tenants.placementOf(tx, tenantId));
      if (at) await this.backOut(connections, at);
    } finally {
      await connections.close();
    }
  }

  private async move(
    connections: Connections,
    from: Placement,
    cell: string,
    onStep: OnStep<MoveStep>,
  ): Promise<Moved> {
    const sides = { from, source: await connections.cell(from.cell), target: await connections.cell(cell) };
    try {
      await this.prepareTarget(connections, sides, cell);
      await onStep('target');
      await this.copy(sides);
      await onStep('copy');
      const { pauseMs, tables } = await cutOver(sides, () => this.flip(from, cell));
      await onStep('flip');
      const rows = tables.reduce((sum, table) => sum + Number(table.rows), 0);
      return { cell, pauseMs, tables: tables.length, rows };
    } catch (error) {
      if ((await this.reopened(sides)) && error instanceof MoveFailed) await this.backOut(connections, from);
      throw error;
    }
  }

  private async prepareTarget(connections: Connections, sides: Sides, cell: string): Promise<void> {
    const { from, source, target } = sides;
    await assertReplicable(source, target).catch((error: unknown) => {
      throw error instanceof CannotReplicate ? new MoveFailed(error.reason, { cause: error }) : error;
    });
    await unfence(source, from);
    await this.dropElsewhere(connections, from, [from.cell, cell]);
    // Held until the end of these connections: nobody migrates a schema that is being copied.
    await source.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrate:${from.schema}`]);
    const schema = { schema: from.schema, tenantRole: from.role };
    if ((await pendingMigrations(source, schema, this.migrations)).length > 0) throw new MoveFailed('BEHIND');
    // A copy that runs goes on. Of one that stopped, the target has halves and no history of its migrations: it begins again.
    const { running } = await progressOf(target, from.schema);
    if (!running) {
      await stopReplicating(source, target, from.schema);
      await dropTenantSchema(target, from);
    }
    await ensureTenantSchema(target, from);
    await fence(target, from);
    if (!running) await applyMigrations(target, schema, this.migrations);
  }

  private async copy({ from, source, target }: Sides): Promise<void> {
    await replicate(source, target, from.schema, this.addresses.owner(from.cell));
    const whole = await within(
      COPY_MS,
      async () => {
        const { tables, waiting, running } = await progressOf(target, from.schema);
        if (!running) throw new MoveFailed('COPY_STOPPED');
        return tables > 0 && waiting === 0;
      },
      50,
    );
    if (!whole) throw new MoveFailed('COPY_SLOW');
    // Close behind the writers before they are asked to wait.
    for (let rounds = 0; rounds < 3; rounds += 1) {
      const end = await endOfLog(source);
      if (!(await within(60_000, () => hasReceived(target, from.schema, end)))) throw new MoveFailed('NOT_CAUGHT_UP');
    }
  }

  private flip(from: Placement, cell: string): Promise<boolean> {
    return this.unitOfWork.changeDirectory(async (tx) => {
      await this.tenants.recordStep(tx, from.tenantId, `move ${from.epoch}: ${from.cell} to ${cell}`, this.clock.now());
      return this.tenants.flip(tx, from, cell, this.clock.now());
    });
  }

  /**
   * Lets the tenant write where it was, unless it has moved all the same: a connection may be lost between the flip and its answer. Locking
   * the row waits for a flip that is still under way.
   */
  private async reopened({ from, source, target }: Sides): Promise<boolean> {
    const at = await this.unitOfWork.operator((tx) => this.tenants.lockPlacement(tx, from.tenantId));
    if (at?.cell !== from.cell || at.epoch !== from.epoch) return false;
    await fence(target, from);
    await unfence(source, from);
    return true;
  }

  /** What the tenant left behind, wherever that is. */
  private async clean(connections: Connections, at: Placement): Promise<void> {
    await this.dropElsewhere(connections, at, [at.cell]);
  }

  private async backOut(connections: Connections, at: Placement): Promise<void> {
    await unfence(await connections.cell(at.cell), at);
    await this.dropElsewhere(connections, at, [at.cell]);
  }

  /** Any pair of cells may have been left in the middle of a copy, in either direction. */
  private async dropElsewhere(connections: Connections, at: Placement, except: readonly string[]): Promise<void> {
    const here = await connections.cell(at.cell);
    for (const cell of this.addresses.cells.filter((known) => !except.includes(known))) {
      const there = await connections.cell(cell);
      if (await this.sameServer(here, there)) continue;
      await stopReplicating(here, there, at.schema);
      await stopReplicating(there, here, at.schema);
      await dropTenantSchema(there, at);
    }
  }

  private async sameServer(here: Client, there: Client): Promise<boolean> {
    return assertReplicable(here, there).then(
      () => false,
      (error: unknown) => error instanceof CannotReplicate && error.reason === 'SAME_SERVER',
    );
  }

  /** The lock goes with the connection. */
  private async alone(control: Client, tenantId: string): Promise<void> {
    const { rows } = await control.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
      [`move:${tenantId}`],
    );
    if (!rows[0]?.mine) throw new MoveUnderWay();
  }
}

function nothingMoved(cell: string): Moved {
  return { cell, pauseMs: null, tables: 0, rows: 0 };
}
