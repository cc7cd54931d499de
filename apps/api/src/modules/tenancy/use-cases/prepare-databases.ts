import { applyMigrations, ensureRoles, hardenDatabase, type Migration } from '@lianpiao/db';
import { Client, escapeIdentifier } from 'pg';

import type { DatabaseAddresses } from '../database-addresses.js';

/**
 * Creates what is missing of the platform's own databases, roles and tables; safe to run at every start. As the owner: the
 * API's login role could not.
 */
export class PrepareDatabases {
  constructor(
    private readonly addresses: DatabaseAddresses,
    private readonly platform: readonly Migration[],
    private readonly loginPassword: string,
  ) {}

  async execute(): Promise<{ applied: number }> {
    const control = await connected(this.addresses.owner());
    try {
      await assertVersion(control, 'DATABASE_URL');
      // What starts together prepares one after another; the lock goes with the connection.
      await control.query(`SELECT pg_advisory_lock(hashtextextended('prepare', 0))`);
      await ensureRoles(control, this.loginPassword);
      await hardenDatabase(control);
      await control.query('CREATE SCHEMA IF NOT EXISTS platform');
      const applied = await applyMigrations(control, { schema: 'platform' }, this.platform);
      for (const cell of this.addresses.cells) await this.prepareCell(control, cell);
      return { applied: applied.length };
    } finally {
      await control.end();
    }
  }

  private async prepareCell(control: Client, cell: string): Promise<void> {
    await this.createDatabase(cell);
    const owner = await connected(this.addresses.owner(cell));
    try {
      await assertVersion(owner, cell);
      // A cell on a server of its own has not heard of the roles yet.
      await ensureRoles(owner, this.loginPassword);
      await hardenDatabase(owner);
    } finally {
      await owner.end();
    }
    await control.query('INSERT INTO platform.cell (id) VALUES ($1) ON CONFLICT DO NOTHING', [cell]);
  }

  private async createDatabase(cell: string): Promise<void> {
    const database = this.addresses.databaseOf(cell);
    const server = await connected(this.addresses.maintenance(cell));
    try {
      const found = await server.query('SELECT FROM pg_database WHERE datname = $1', [database]);
      if (found.rowCount === 0) await server.query(`CREATE DATABASE ${escapeIdentifier(database)}`);
    } finally {
      await server.end();
    }
  }
}

const OLDEST_POSTGRES = 16;

/** Roles are granted without inheritance, which older versions cannot say. */
async function assertVersion(server: Client, name: string): Promise<void> {
  const { rows } = await server.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return;
  throw new Error(`${name} is Postgres ${version}: version ${OLDEST_POSTGRES} or later is needed`);
}

/** A connection of the owner; the caller ends it. */
export async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'lianpiao-owner' });
  // A server that goes away says so here, which nobody hearing ends the process, and to the query under way: that one is waited for.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
