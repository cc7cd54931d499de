import { newId, type Clock } from '@lianpiao/kernel';

import { once, type Command } from './idempotency.js';
import type { Connection, Database } from './pools.js';
import { backOff, isTransient, toldOf } from './retry.js';
import { beginControl, beginTenant, type Access, type ControlRole, type TenantBound } from './scope.js';
import { beginFailure, BeginRefused, whereItLives, type FindPlacement } from './stale-placement.js';
import { ControlTx, TenantTx } from './transaction.js';

const ATTEMPTS = 5;
const MOVE_VERSION = 'UPDATE directory_version SET version = $1, moved_in = pg_current_xact_id()';

/**
 * The only way to a transaction. Each binds tenant (or control role) and schema in the message that begins it, and is
 * repeated from the start, with a fresh transaction, when the database asks for it (SQLSTATE 40001, 40P01).
 */
export class UnitOfWork {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** How to find a tenant that has moved since its caller looked; without it a stale placement is an error. */
    private readonly findPlacement?: FindPlacement,
    /** Tells those who read the directory that it has changed; best effort, as they ask for its version all the same. */
    private readonly announce: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** A read-only transaction of one tenant. */
  read<T>(bound: TenantBound, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.tenant(bound, 'READ ONLY', work);
  }

  /** A writing transaction of one tenant: commits when `work` resolves, leaves nothing when it throws. */
  write<T>(bound: TenantBound, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.tenant(bound, 'READ WRITE', work);
  }

  /**
   * A writing transaction that happens once per idempotency key: a repeat gets the first answer.
   * @throws IdempotencyKeyReused when the key came with another request before
   */
  command<T>(bound: TenantBound, command: Command, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.write(bound, (tx) => once(tx, command, this.clock.now(), () => work(tx)));
  }

  /** Reads the directory: tenants, hosts, cells. */
  directory<T>(work: (tx: ControlTx) => Promise<T>): Promise<T> {
    return this.control('lianpiao_directory', 'READ ONLY', work);
  }

  /** Reads what operators did to one tenant; the database shows nothing of what they did to others. */
  actsOn<T>({ tenant }: TenantBound, work: (tx: ControlTx) => Promise<T>): Promise<T> {
    return this.control('lianpiao_directory', 'READ ONLY', work, tenant.scope.tenantId);
  }

  /** Works on the control plane as the platform's operator. */
  operator<T>(work: (tx: ControlTx) => Promise<T>): Promise<T> {
    return this.control('lianpiao_operator', 'READ WRITE', work);
  }

  /** The same where the directory changes: its version moves along, which the database insists on, and its readers are told. */
  changeDirectory<T>(work: (tx: ControlTx) => Promise<T>): Promise<T> {
    return this.operator(async (tx) => {
      const result = await work(tx);
      // Last: whoever else changes the directory waits from here to the commit and no longer.
      await tx.executeLast(MOVE_VERSION, [newId()]);
      tx.afterCommit(this.announce);
      return result;
    });
  }

  private tenant<T>(bound: TenantBound, access: Access, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    const { scope: known } = bound.tenant;
    const find = this.findPlacement;
    const look = find && (() => this.directory((tx) => find(tx, known.tenantId)));
    return whereItLives(known, look, (scope) =>
      retrying(async () => {
        const connection = await this.database.cellConnection(scope.cell, scope.schema);
        const { client, manager, preparedStatements } = connection;
        const tx = new TenantTx(client, manager, scope, access, preparedStatements);
        return transact(connection, beginTenant(scope, access), tx, work);
      }),
    );
  }

  private control<T>(
    role: ControlRole,
    access: Access,
    work: (tx: ControlTx) => Promise<T>,
    audited?: string,
  ): Promise<T> {
    return retrying(async () => {
      const connection = await this.database.controlConnection();
      const tx = new ControlTx(connection.client, connection.manager, role);
      return transact(connection, beginControl(role, access, audited), tx, work);
    }).catch((error: unknown) => {
      throw error instanceof BeginRefused ? error.cause : error;
    });
  }
}

async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= ATTEMPTS || !isTransient(error)) throw toldOf(error);
      await backOff(tried);
    }
  }
}

async function transact<Tx extends TenantTx | ControlTx, T>(
  connection: Connection,
  begin: string,
  tx: Tx,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { client, release } = connection;
  // Not waited for: the first statement follows at once. Where beginning failed, that statement fails too, and this is why.
  const begun = client.query(begin).then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  );
  let result: T;
  try {
    result = await work(tx);
    const ended = await tx.commit();
    // A statement failed and the work swallowed it: Postgres answers COMMIT with ROLLBACK. Nothing was kept; say so.
    if (ended.command !== 'COMMIT') throw new Error('the transaction was aborted by an error its work ignored');
  } catch (error) {
    await rollBack(connection);
    const failed = await begun;
    throw failed ? beginFailure(failed.cause) : error;
  }
  release();
  await run(tx.takeEffects());
  return result;
}

/** What was committed stays committed: an effect that fails must not make the caller believe otherwise. */
async function run(effects: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const effect of effects)
    await Promise.resolve()
      .then(effect)
      .catch(() => undefined);
}

/** Ends the transaction whatever happened; a connection that cannot even do that is thrown away, not returned to the pool. */
async function rollBack({ client, release }: Connection): Promise<void> {
  try {
    await client.query('ROLLBACK');
    release();
  } catch (error) {
    release(error instanceof Error ? error : new Error('rollback failed'));
  }
}
