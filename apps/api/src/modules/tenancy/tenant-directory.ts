import type { Tenant } from '@lianpiao/authz';
import { UnitOfWork, type ControlTx } from '@lianpiao/db';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { gathered } from './gathered.js';
import { TenantRepository } from './persistence/tenant-repository.js';
import { DirectoryNews } from './tenancy.ports.js';

/** Number of migrations a tenant's schema needs for this version of the software to serve it. */
export const SCHEMA_VERSION = Symbol('SchemaVersion');

/** How long nobody asks whether the version still stands: who was not told of a change acts on it this much later at most. */
const FRESH_MS = 1_000;
/** While the fleet is migrated the directory changes all the time; it is read this often at most. */
const GATHER_MS = 200;

/** The directory as it was at one version. */
interface Listing {
  readonly version: string;
  readonly tenants: readonly Tenant[];
  readonly byId: ReadonlyMap<string, Tenant>;
  readonly byHost: ReadonlyMap<string, Tenant>;
}

interface Asked {
  /** Of this process and not of its wall clock, which may be set back. */
  readonly at: number;
  readonly listing: Promise<Listing>;
}

/**
 * Finds the tenant behind a host or an id. All of the directory is kept, so that a host nobody has costs no question, and read anew
 * when its version is another one. That is asked once a second, and at once when a change is heard of.
 */
@Injectable()
export class TenantDirectory implements OnModuleInit, OnModuleDestroy {
  private asked: Asked | undefined;
  private latest: Listing | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly news: DirectoryNews,
    @Inject(SCHEMA_VERSION) private readonly needed: number,
  ) {}

  onModuleInit(): Promise<void> {
    const forget = gathered(() => (this.asked = undefined), GATHER_MS);
    return this.news.follow(forget);
  }

  onModuleDestroy(): Promise<void> {
    return this.news.leave();
  }

  /** The tenant whose verified host this is (lower case, without port). */
  async byHost(host: string): Promise<Tenant | undefined> {
    const { byHost } = await this.listing();
    return byHost.get(host);
  }

  async byId(id: string): Promise<Tenant | undefined> {
    const { byId } = await this.listing();
    return byId.get(id);
  }

  /** Every provisioned tenant, in order of slug. */
  async all(): Promise<readonly Tenant[]> {
    const { tenants } = await this.listing();
    return tenants;
  }

  /** Whoever asks meanwhile shares the question; an answer that cannot be had is not kept. */
  private listing(): Promise<Listing> {
    const at = performance.now();
    if (this.asked && at - this.asked.at < FRESH_MS) return this.asked.listing;
    const asked = { at, listing: this.unitOfWork.directory((tx) => this.look(tx)) };
    this.asked = asked;
    asked.listing.catch(() => {
      if (this.asked === asked) this.asked = undefined;
    });
    return asked.listing;
  }

  /** The version first: a change that commits in between leaves rows newer than their version, and the next look reads them again. */
  private async look(tx: ControlTx): Promise<Listing> {
    const version = await this.tenants.directoryVersion(tx);
    if (this.latest?.version === version) return this.latest;
    const tenants = await this.tenants.all(tx, this.needed);
    const hosts = await this.tenants.verifiedHosts(tx);
    this.latest = listingOf(version, tenants, hosts);
    return this.latest;
  }
}

function listingOf(
  version: string,
  tenants: readonly Tenant[],
  hosts: readonly { readonly host: string; readonly tenantId: string }[],
): Listing {
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const byHost = new Map<string, Tenant>();
  for (const { host, tenantId } of hosts) {
    const tenant = byId.get(tenantId);
    if (tenant) byHost.set(host, tenant);
  }
  return { version, tenants, byId, byHost };
}
