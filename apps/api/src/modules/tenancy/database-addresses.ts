import { LOGIN_ROLE } from '@lianpiao/db';

import type { TenancyConfig } from './tenancy.config.js';

/** The cells this deployment runs; a second one is a new id here and an address below. */
export const CELLS = ['cell-1'] as const;

/** Control plane and cells have databases of their own, so that nothing can be joined across them. */
export class DatabaseAddresses {
  constructor(private readonly config: Pick<TenancyConfig, 'DATABASE_URL' | 'APP_DB_PASSWORD'>) {}

  /** Database of the control plane, or of a cell. */
  databaseOf(cell?: string): string {
    const control = this.ownerUrl().pathname.slice(1) || 'postgres';
    return cell ? `${control}_${cell.replaceAll('-', '_')}` : control;
  }

  /** As the owner, who migrates. */
  owner(cell?: string): string {
    const url = this.ownerUrl();
    url.pathname = `/${this.databaseOf(cell)}`;
    return url.href;
  }

  /** As the login role of the API. */
  app(cell?: string): string {
    const url = new URL(this.owner(cell));
    url.username = LOGIN_ROLE;
    url.password = encodeURIComponent(this.config.APP_DB_PASSWORD.reveal());
    return url.href;
  }

  private ownerUrl(): URL {
    return new URL(this.config.DATABASE_URL.reveal());
  }
}
