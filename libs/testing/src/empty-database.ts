import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

import { asOwner, at } from './template-database.js';

/** A database with nothing in it, and connections of its owner: for what creates schemas and roles itself. */
export class EmptyDatabase {
  private readonly clients: Client[] = [];

  private constructor(
    private readonly server: string,
    readonly name: string,
  ) {}

  static async open(): Promise<EmptyDatabase> {
    const server = process.env.TEST_DATABASE_URL;
    if (!server) throw new Error('TEST_DATABASE_URL is not set: integration specs need a PostgreSQL server');
    const name = `spec_${randomBytes(6).toString('hex')}`;
    await asOwner(server, async (owner) => {
      await owner.query(`CREATE DATABASE ${name}`);
    });
    return new EmptyDatabase(server, name);
  }

  /** As the owner. */
  get url(): string {
    return at(this.server, this.name);
  }

  /** A connection of the owner, closed with the database. */
  async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    this.clients.push(client);
    return client;
  }

  /** Does what touches the roles of the whole server: suites take turns. */
  async alone(work: () => Promise<unknown>): Promise<void> {
    await asOwner(this.server, async (owner) => {
      await owner.query(`SELECT pg_advisory_lock(hashtextextended('spec roles', 0))`);
      await work();
    });
  }

  /** @param others databases that were made beside this one */
  async close(...others: readonly string[]): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
    await asOwner(this.server, async (owner) => {
      for (const name of [this.name, ...others]) await owner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  }
}
