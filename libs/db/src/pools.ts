import type { PoolClient } from 'pg';
import pg from 'pg';
import { DataSource, type EntitySchema, type QueryRunner } from 'typeorm';

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

/** A checked-out connection, with TypeORM's runner around it. */
export interface Connection {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
  readonly preparedStatements: boolean;
  /** Closes the connection instead of returning it to the pool. */
  readonly discard: (error: Error) => void;
}

interface Pool {
  readonly source: DataSource;
  readonly preparedStatements: boolean;
}

function poolOf(options: PoolOptions): Pool {
  return { source: dataSource(options), preparedStatements: options.preparedStatements ?? true };
}

function dataSource(options: PoolOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.size,
    connectTimeoutMS: 5_000,
    installExtensions: false,
    entities: [...(options.entities ?? [])],
    extra: {
      types: exactTypes,
      // A query is sent without waiting for the answer to the one before: BEGIN needs no round trip of its own.
      pipeline: true,
      // A backend keeps catalog entries of every schema it ever touched: recycle it before that is a gigabyte.
      maxUses: 500,
    },
  });
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

  static async open(options: DatabaseOptions): Promise<Database> {
    const cells = new Map([...options.cells].map(([id, cell]) => [id, poolOf(cell)]));
    const database = new Database(poolOf(options.control), cells);
    try {
      for (const source of database.sources()) await source.initialize();
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  controlConnection(): Promise<Connection> {
    return connect(this.control);
  }

  cellConnection(cell: string): Promise<Connection> {
    const pool = this.cells.get(cell);
    if (!pool) throw new Error(`no pool for cell ${cell}`);
    return connect(pool);
  }

  /** Whether every database answers; the error of the first that does not. */
  async ping(): Promise<void> {
    for (const source of this.sources()) await source.query('SELECT 1');
  }

  async close(): Promise<void> {
    for (const source of this.sources()) {
      if (source.isInitialized) await source.destroy();
    }
  }

  private sources(): DataSource[] {
    return [this.control, ...this.cells.values()].map(({ source }) => source);
  }
}

async function connect({ source, preparedStatements }: Pool): Promise<Connection> {
  const runner = source.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  // The unit of work begins and ends the transaction itself; this keeps TypeORM from opening one inside it.
  Object.assign(runner, { isTransactionActive: true });
  // TypeORM's runner takes a connection that reports an error out of the pool.
  return { runner, client, preparedStatements, discard: (error) => void client.emit('error', error) };
}
