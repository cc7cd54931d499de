import type { Client } from 'pg';

/** A backend keeps catalog entries of every schema it ever touched: a new one before that is much. */
const MOST_USES = 100;

/** One connection of an owner, used for tenant after tenant: opened when needed, to the cell that is needed. */
export class OwnerConnection {
  private open: { readonly cell: string; readonly client: Client } | undefined;
  private uses = 0;

  constructor(private readonly connect: (cell: string) => Promise<Client>) {}

  async to(cell: string): Promise<Client> {
    if (this.open?.cell !== cell || this.uses >= MOST_USES) await this.end();
    if (!this.open) {
      this.open = { cell, client: await this.connect(cell) };
      this.uses = 0;
    }
    this.uses += 1;
    return this.open.client;
  }

  async end(): Promise<void> {
    const client = this.open?.client;
    this.open = undefined;
    await client?.end().catch(() => undefined);
  }
}
