import {
  applyMigrations,
  assertReplicable,
  CannotReplicate,
  endOfLog,
  ensureTenantSchema,
  fence,
  follows,
  hasReceived,
  pendingMigrations,
  progressOf,
  replicate,
  unfence,
  type Migration,
  type UnitOfWork,
} from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';

import type { OnStep } from '../on-step.js';
import type { DatabaseAddresses } from '../database-addresses.js';
import { alone } from '../move/alone.js';
import { Connections } from '../move/connections.js';
import { cutOver, type Sides } from '../move/cut-over.js';
import { dropElsewhere } from '../move/drop-elsewhere.js';
import { MoveFailed, MoveUnderWay } from '../move/move.failures.js';
import { within } from '../move/within.js';
import type { Placement, TenantRepository } from '../persistence/tenant-repository.js';

export const MOVE_STEPS = ['target', 'copy', 'flip', 'clean'] as const;
/** `copy` takes hours where there is much: the tables that are there already are told before it. */
export type MoveStep = (typeof MOVE_STEPS)[number] | `${number} of ${number} tables`;

/** Where a tenant is now. */
export interface Settled {
  readonly cell: string;
  /** Cells that did not answer and may still have something of the tenant: the same again, once they do, removes it. */
  readonly unreached: readonly string[];
}

export interface Moved extends Settled {
  /** How long nobody could write; null where an earlier, cut-off attempt had done that part. */
  readonly pauseMs: number | null;
  readonly tables: number;
  readonly rows: number;
}

const COPY_MS = 6 * 60 * 60_000;

/**
 * Takes a tenant from one cell to another while it sells and scans: a copy that follows (logical replication), a short pause in
 * which both sides are compared, and a new line in the directory. Cut off at any point, it is run again and converges: before the
 * flip the source is the truth, and after it the target; whichever it is is opened first, whether or not anybody else answers.
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
    return this.opened(tenantId, async (connections, from) => {
      const moved = from.cell === cell ? NOTHING_MOVED : await this.move(connections, from, cell, onStep);
      const unreached = await dropElsewhere(connections, this.addresses.cells, { ...from, cell });
      await onStep('clean');
      return { cell, ...moved, unreached };
    });
  }

  /** Leaves an unfinished move: the tenant stays where the directory says. */
  async abort(tenantId: string): Promise<Settled> {
    return this.opened(tenantId, async (connections, at) => {
      const unreached = await dropElsewhere(connections, this.addresses.cells, at);
      return { cell: at.cell, unreached };
    });
  }

  private async opened<T>(tenantId: string, work: (connections: Connections, at: Placement) => Promise<T>): Promise<T> {
    const connections = new Connections(this.addresses);
    try {
      return await work(connections, await this.open(connections, tenantId));
    } finally {
      await connections.close();
    }
  }

  /** Lets the tenant write where the directory says it lives. Locking the row waits for a flip that is still under way. */
  private async open(connections: Connections, tenantId: string): Promise<Placement> {
    await alone(await connections.control(), tenantId);
    const at = await this.unitOfWork.operator((tx) => this.tenants.lockPlacement(tx, tenantId));
    if (!at) throw new MoveFailed('DIRECTORY_CHANGED');
    await unfence(await connections.cell(at.cell), at);
    return at;
  }

  private async move(
    connections: Connections,
    from: Placement,
    cell: string,
    onStep: OnStep<MoveStep>,
  ): Promise<Omit<Moved, 'cell' | 'unreached'>> {
    const control = await connections.control();
    try {
      const sides = { from, source: await connections.cell(from.cell), target: await connections.cell(cell) };
      await this.prepareTarget(connections, sides);
      await onStep('target');
      await this.copy(sides, onStep);
      await onStep('copy');
      // Hours may have passed: with its connection the lock is gone, and with it the right to close the tenant or to flip.
      await alone(control, from.tenantId);
      const { pauseMs, tables } = await cutOver(sides, async () => {
        await alone(control, from.tenantId);
        return this.flip(from, cell);
      });
      await onStep('flip');
      const rows = tables.reduce((sum, table) => sum + Number(table.rows), 0);
      return { pauseMs, tables: tables.length, rows };
    } catch (error) {
      // It may have moved all the same: a connection may be lost between the flip and its answer.
      const at = await this.open(connections, from.tenantId);
      if (at.epoch === from.epoch && error instanceof MoveFailed)
        await dropElsewhere(connections, this.addresses.cells, at);
      throw error;
    }
  }

  private async prepareTarget(connections: Connections, { from, source, target }: Sides): Promise<void> {
    await assertReplicable(source, target).catch((error: unknown) => {
      throw error instanceof CannotReplicate ? new MoveFailed(error.reason, { cause: error }) : error;
    });
    const isFollowing = await follows(target, from.schema, this.addresses.owner(from.cell));
    if (!isFollowing) await dropElsewhere(connections, this.addresses.cells, from);
    // Held until the end of these connections: nobody migrates a schema that is being copied.
    await source.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrate:${from.schema}`]);
    const schema = { schema: from.schema, tenantRole: from.role };
    if ((await pendingMigrations(source, schema, this.migrations)).length > 0) throw new MoveFailed('BEHIND');
    await ensureTenantSchema(target, from);
    await fence(target, from);
    // The history of its migrations comes with the copy.
    if (!isFollowing) await applyMigrations(target, schema, this.migrations);
  }

  private async copy({ from, source, target }: Sides, onStep: OnStep<MoveStep>): Promise<void> {
    await replicate(source, target, from.schema, this.addresses.owner(from.cell));
    let told = 0;
    const whole = await within(
      COPY_MS,
      async () => {
        const { tables, waiting, running } = await progressOf(target, from.schema);
        if (!running) throw new MoveFailed('COPY_STOPPED');
        const copied = tables - waiting;
        if (copied > told) await onStep(`${(told = copied)} of ${tables} tables`);
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
}

const NOTHING_MOVED = { pauseMs: null, tables: 0, rows: 0 } as const;
