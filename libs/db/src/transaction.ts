import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';

import { identifier, PLAN_ONCE, type Access, type ControlRole, type TenantScope } from './scope.js';

/** SQL of a hot path: planned once per connection and tenant, so every relation is named through `schema`. */
export interface PreparedSql {
  readonly name: string;
  /**
   * 'once': the first plan of a connection serves all calls, for SQL that wants the same plan whatever its parameters. Left to
   * itself, Postgres takes a plan made for few rows to be cheaper and makes it anew for every call. In a transaction that writes
   * every prepared statement is planned so.
   */
  readonly plan?: 'once';
  text(schema: string): string;
}

/** What Postgres answered to COMMIT: ROLLBACK where a statement before it had failed. */
type Ended = Pick<QueryResult, 'command'>;
type Effect = () => void | Promise<void>;

/**
 * An open transaction. Repositories take one as their first argument and there is no other way to a connection:
 * whoever forgets it does not compile. Queries of one transaction run one after another; never `Promise.all` them.
 */
abstract class Transaction {
  private readonly effects: Effect[] = [];
  private ended: Promise<Ended> | undefined;

  constructor(
    private readonly client: PoolClient,
    /** TypeORM's row mapping on this very connection. */
    readonly manager: EntityManager,
    private readonly preparedStatements = true,
  ) {}

  /** Rows of one statement. int8 comes as bigint, date as 'YYYY-MM-DD', timestamptz as Date. */
  async query<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.client.query<Row>(sql, [...params]);
    return result.rows;
  }

  /** The first row, if there is one. */
  async one<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row | undefined> {
    const rows = await this.query<Row>(sql, params);
    return rows[0];
  }

  /** Number of rows the statement touched. */
  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    const result = await this.client.query(sql, [...params]);
    return result.rowCount ?? 0;
  }

  /**
   * The last statement of the transaction: COMMIT follows it without waiting for its answer, one round trip for both. When the
   * statement fails, Postgres makes a rollback of that COMMIT.
   */
  executeLast(sql: string, params: readonly unknown[] = []): Promise<number> {
    const touched = this.execute(sql, params);
    void this.commit();
    return touched;
  }

  /** Runs once the transaction has committed, never when it rolled back. Best effort: the outbox is what must not get lost. */
  afterCommit(effect: Effect): void {
    this.effects.push(effect);
  }

  /** For the unit of work only. */
  takeEffects(): readonly Effect[] {
    return this.effects.splice(0);
  }

  /** For the unit of work only: sends COMMIT, unless it is on its way already. */
  commit(): Promise<Ended> {
    this.ended ??= this.client.query('COMMIT');
    // Whoever waits for it hears of a failure; nobody may be waiting, where the statement before it failed.
    this.ended.catch(() => undefined);
    return this.ended;
  }

  /** Travels ahead of the statement; where it fails, so does the statement. */
  protected send(sql: string): void {
    this.client.query(sql).catch(() => undefined);
  }

  protected async named<Row extends QueryResultRow>(
    name: string,
    text: string,
    params: readonly unknown[],
  ): Promise<Row[]> {
    const named = this.preparedStatements ? { name, text } : { text };
    const result = await this.client.query<Row>({ ...named, values: [...params] });
    return result.rows;
  }
}

/** A transaction inside one tenant's schema, as its role. */
export class TenantTx extends Transaction {
  /** Makes the two kinds of transaction different types. */
  declare private readonly kind: 'tenant';
  private plansOnce: boolean;

  constructor(
    client: PoolClient,
    manager: EntityManager,
    readonly scope: TenantScope,
    access: Access,
    preparedStatements = true,
  ) {
    super(client, manager, preparedStatements);
    this.plansOnce = access === 'READ WRITE';
  }

  /** A named prepared statement. Its SQL names the schema, since a plan must never outlive a switch of tenants. */
  prepared<Row extends QueryResultRow>(statement: PreparedSql, params: readonly unknown[]): Promise<Row[]> {
    const { schema } = this.scope;
    if (statement.plan === 'once') this.planOnce();
    return this.named<Row>(`${statement.name}:${schema}`, statement.text(identifier(schema)), params);
  }

  private planOnce(): void {
    if (!this.plansOnce) this.send(PLAN_ONCE);
    this.plansOnce = true;
  }

  /** The last statement of the transaction, prepared: a hot path which is one statement is one round trip. */
  preparedLast<Row extends QueryResultRow>(statement: PreparedSql, params: readonly unknown[]): Promise<Row[]> {
    const rows = this.prepared<Row>(statement, params);
    void this.commit();
    return rows;
  }
}

/** A transaction on the control plane (schema `platform`), as the directory or the operator. */
export class ControlTx extends Transaction {
  declare private readonly kind: 'control';

  constructor(
    client: PoolClient,
    manager: EntityManager,
    readonly role: ControlRole,
  ) {
    super(client, manager);
  }
}
