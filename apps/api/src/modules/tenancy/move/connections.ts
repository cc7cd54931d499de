import type { Client } from 'pg';

import type { DatabaseAddresses } from '../database-addresses.js';
import { connected } from '../use-cases/prepare-databases.js';

/** The owner's connections of one piece of work, each opened when it is first asked for. */
export class Connections {
  private readonly opened = new Map<string | undefined, Promise<Client>>();

  constructor(private readonly addresses: DatabaseAddresses) {}

  control(): Promise<Client> {
    return this.open();
  }

  cell(cell: string): Promise<Client> {
    return this.open(cell);
  }

  async close(): Promise<void> {
    const ended = [...this.opened.values()].map(async (opening) => (await opening).end());
    await Promise.allSettled(ended);
  }

  private open(cell?: string): Promise<Client> {
    const known = this.opened.get(cell);
    if (known) return known;
    const opening = connected(this.addresses.owner(cell));
    this.opened.set(cell, opening);
    return opening;
  }
}
