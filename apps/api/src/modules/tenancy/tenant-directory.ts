import { CLOCK, type Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { TenantRepository } from './persistence/tenant-repository.js';

/** Number of migrations a tenant's schema needs for this version of the software to serve it. */
export const SCHEMA_VERSION = Symbol('SchemaVersion');

/** How long an answer may be stale: a suspended tenant is refused at most this much later. */
const FRESH_MS = 1_000;
const MOST_HOSTS = 10_000;

interface Known {
  readonly tenant: Promise<Tenant | undefined>;
  readonly until: number;
}

/** Finds the tenant behind a host or an id. */
@Injectable()
export class TenantDirectory {
  private readonly byHostName = new Map<string, Known>();
  private listed: { readonly tenants: Promise<Tenant[]>; readonly until: number } | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SCHEMA_VERSION) private readonly needed: number,
  ) {}

  /** The tenant whose verified host this is (lower case, without port). Requests that meet share one look-up. */
  byHost(host: string): Promise<Tenant | undefined> {
    const now = this.clock.now().getTime();
    const known = this.byHostName.get(host);
    if (known && known.until > now) return known.tenant;
    const tenant = this.unitOfWork.directory((tx) => this.tenants.findByHost(tx, host, this.needed));
    if (this.byHostName.size >= MOST_HOSTS) this.byHostName.clear();
    this.byHostName.set(host, { tenant, until: now + FRESH_MS });
    tenant.catch(() => this.byHostName.delete(host));
    return tenant;
  }

  async byId(id: string): Promise<Tenant | undefined> {
    const all = await this.all();
    return all.find((tenant) => tenant.id === id);
  }

  /** Every provisioned tenant. */
  all(): Promise<Tenant[]> {
    const now = this.clock.now().getTime();
    if (this.listed && this.listed.until > now) return this.listed.tenants;
    const tenants = this.unitOfWork.directory((tx) => this.tenants.all(tx, this.needed));
    this.listed = { tenants, until: now + FRESH_MS };
    tenants.catch(() => (this.listed = undefined));
    return tenants;
  }
}
