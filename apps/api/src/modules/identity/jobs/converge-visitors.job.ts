import type { Tenant } from '@lianpiao/authz';
import type { TenantJob } from '@lianpiao/jobs';
import { Injectable } from '@nestjs/common';

import { RealmProvisioner } from '../adapters/realm-provisioner.js';
import { PortalOrigins } from '../identity.ports.js';

/**
 * Makes the visitors' realm, and keeps its redirect addresses on the hosts there are: however a host came or went, and whether or
 * not the provider was there to hear of it.
 */
@Injectable()
export class ConvergeVisitorsJob implements TenantJob {
  readonly name = 'identity.convergeVisitors';
  readonly everyMs = 10_000;

  constructor(
    private readonly realms: RealmProvisioner,
    private readonly origins: PortalOrigins,
  ) {}

  async run(visitors: Tenant): Promise<number> {
    await this.realms.convergeVisitors(visitors, await this.origins.all());
    return 0;
  }
}
