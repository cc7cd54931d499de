import { LOGIN_ROLE } from '@lianpiao/db';

import type { TenancyConfig } from './tenancy.config.js';

const ONLY_CELL = 'cell-1';

type Addresses = Pick<TenancyConfig, 'DATABASE_URL' | 'APP_DB_PASSWORD'> & Partial<Pick<TenancyConfig, 'CELL_URLS'>>;

/** Control plane and cells have databases of their own, so that nothing can be joined across them. */
export class DatabaseAddresses {
  constructor(private readonly config: Addresses) {}

  /** The cells this deployment runs: those of CELL_URLS, else one beside the control plane. */
  get cells(): readonly [string, ...string[]] {
    const [first = ONLY_CELL, ...more] = this.config.CELL_URLS?.keys() ?? [];
    return [first, ...more];
  }

  /** Database of the control plane, or of a cell. */
  databaseOf(cell?: string): string {
    return this.ownerUrl(cell).pathname.slice(1);
  }

  /** As the owner, who migrates. */
  owner(cell?: string): string {
    return this.ownerUrl(cell).href;
  }

  /** As the owner, in the database every server has: where a cell's own is created. */
  maintenance(cell: string): string {
    const url = this.ownerUrl(cell);
    url.pathname = '/postgres';
    return url.href;
  }

  /** As the login role of the API. */
  app(cell?: string): string {
    const url = this.ownerUrl(cell);
    url.username = LOGIN_ROLE;
    url.password = encodeURIComponent(this.config.APP_DB_PASSWORD.reveal());
    return url.href;
  }

  private ownerUrl(cell?: string): URL {
    const control = new URL(this.config.DATABASE_URL.reveal());
    if (control.pathname.length < 2) control.pathname = '/postgres';
    if (!cell) return control;
    const given = this.config.CELL_URLS?.get(cell);
    if (this.config.CELL_URLS && !given) throw new Error(`CELL_URLS names no cell ${cell}`);
    const url = new URL(given?.reveal() ?? control);
    // Beside the control plane, or where an address names a server only: a database named after both.
    if (!given || url.pathname.length < 2) url.pathname = `${control.pathname}_${cell.replaceAll('-', '_')}`;
    return url;
  }
}
