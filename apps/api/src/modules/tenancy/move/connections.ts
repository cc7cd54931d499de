import type { Client } from 'pg';

import type { DatabaseAddresses } from '../database-addresses.js';
import { connected } from '../use-cases/prepare-databases.js';

/** The owner's connections of one piece of work, each opened when it is first asked for, and again where it has been lost. */
export class Connections {
  private readonly opened = new Map<string | undefined, Client>();

  constructor(private readonly addresses: DatabaseAddresses) {}

  control(): Promise<Client> {
    return this.open();
  }

  cell(cell: string): Promise<Client> {
    return this.open(cell);
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.opened.values()].map((client) => client.end()));
  }

  private async open(cell?: string): Promise<Client> {
    const known = this.opened.get(cell);
    if (known && (await answers(known))) return known;
    const client = await connected(this.addresses.owner(cell));
    // That it is lost is found out where it is next used; unheard, it would end the process.
    client.on('error', () => undefined);
    this.opened.set(cell, client);
    return client;
  }
}

function answers(client: Client): Promise<boolean> {
  return client.query('SELECT').then(
    () => true,
    () => false,
  );
}
