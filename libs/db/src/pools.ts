import type { PoolClient } from 'pg';
import pg from 'pg';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';

import { AffinePool } from './affine-pool.js';

const { INT8, DATE } = pg.types.builtins;

/** Exact types only: int8 as bigint, a date without a zone as text. */
const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === INT8) return BigInt;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

export interface PoolOptions {
  /** Connection string of the login role that has no rights of its own. */
  readonly url: string;
  readonly applicationName: string;
  readonly size: number;
  /** Not through a pooler in transaction mode which hands the statements of one session to another. */
  readonly preparedStatements?: boolean;
  readonly entities?: readonly (EntitySchema | (new () => object))[];
}

export interface DatabaseOptions {
  readonly control: PoolOptions;
  /** Cell id to its pool. */
  readonly cells: ReadonlyMap<string, PoolOptions>;
}

/** A checked-out connection, with TypeORM's row mapping on it. */
export interface Connection {
  readonly client: PoolClient;
  readonly manager: EntityManager;
  readonly preparedStatements: boolean;
  /** Gives it back; with an error, closes it. */
  readonly release: (error?: Error) => void;
}

/** Made when it is first asked for, and again where that failed. */
interface Lazy<T> {
  get(): Promise<T>;
  /** Undefined where nobody has asked. */
  readonly made: Promise<T> | undefined;
}

interface Pool {
  readonly connections: AffinePool;
  /** For its entities only: it has no connections of its own once it is initialized, when the first connection is taken. */
  readonly source: Lazy<DataSource>;
  readonly preparedStatements: boolean;
}

function poolOf(options: PoolOptions): Pool {
  const { url, applicationName, size, preparedStatements = true } = options;
  const config = {
    ...{ connectionString: url, application_name: applicationName, types: exactTypes },
    // A query is sent without waiting for the answer to the one before: BEGIN needs no round trip of its own.
    pipeline: true,
  };
  return {
    connections: new AffinePool(config, size),
    source: lazily(() => dataSource(options)),
    preparedStatements,
  };
}

function dataSource({ url, applicationName, entities = [] }: PoolOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    ...{ url, applicationName, entities: [...entities] },
    poolSize: 1,
    connectTimeoutMS: 5_000,
    installExtensions: false,
  });
  return source.initialize();
}

function lazily<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | undefined;
  const get = () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return {
    get,
    get made() {
      return made;
    },
  };
}

/**
 * The pools of this process: one for the control plane, one per cell. The directory names the cell; nothing else in the
 * code knows where a tenant lives.
 */
export class Database {
  private constructor(
    private readonly control: Pool,
    private readonly cells: ReadonlyMap<string, Pool>,
  ) {}

  /** Waits for the control plane only: a cell that is away closes the tenants that live there, and nobody else. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const cells = new Map([...options.cells].map(([id, cell]) => [id, poolOf(cell)]));
    const database = new Database(poolOf(options.control), cells);
    try {
      await database.control.source.get();
      for (const { source } of cells.values()) source.get().catch(() => undefined);
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  controlConnection(): Promise<Connection> {
    return connect(this.control, 'platform');
  }

  /** A connection to a cell, one that knows the schema where there is one. */
  cellConnection(cell: string, schema: string): Promise<Connection> {
    const pool = this.cells.get(cell);
    if (!pool) throw new Error(`no pool for cell ${cell}`);
    return connect(pool, schema);
  }

  /** Whether the control plane answers, without which nobody is served. */
  async ping(): Promise<void> {
    const { client, release } = await this.control.connections.take('');
    await client.query('SELECT 1').then(() => release(), refused(release));
  }

  async close(): Promise<void> {
    for (const { connections, source } of this.pools()) {
      await connections.end();
      await source.made?.then(
        (made) => made.destroy(),
        () => undefined,
      );
    }
  }

  private pools(): Pool[] {
    return [this.control, ...this.cells.values()];
  }
}

function refused(release: (error: Error) => void): (error: Error) => never {
  return (error) => {
    release(error);
    throw error;
  };
}

async function connect({ connections, source, preparedStatements }: Pool, schema: string): Promise<Connection> {
  const made = await source.get();
  const { client, release } = await connections.take(schema);
  const runner = made.createQueryRunner();
  // TypeORM is to work on this very connection, in the transaction that the unit of work begins and ends.
  Object.assign(runner, { databaseConnection: client, isTransactionActive: true });
  const giveBack = (error?: Error) => {
    void runner.release();
    release(error);
  };
  return { client, manager: runner.manager, preparedStatements, release: giveBack };
}
