import { Injectable } from '@nestjs/common';

import { PortalOrigins } from '../modules/identity/index.js';
import { TenantRepository } from '../modules/tenancy/index.js';
import { Runtime, type Config } from './runtime.js';

/** What stands in the address of a browser that is at a host of ours. */
export function originOf({ server, tenancy }: Config, host: string): string {
  const port = tenancy.PUBLIC_PORT === undefined ? '' : `:${tenancy.PUBLIC_PORT}`;
  return `${server.NODE_ENV === 'production' ? 'https' : 'http'}://${host}${port}`;
}

/** The directory knows the hosts. */
@Injectable()
export class DirectoryOrigins extends PortalOrigins {
  private readonly tenants = new TenantRepository();

  constructor(private readonly runtime: Runtime) {
    super();
  }

  async all(): Promise<readonly string[]> {
    const hosts = await this.runtime.unitOfWork.directory((tx) => this.tenants.everyHost(tx));
    return hosts.map((host) => originOf(this.runtime.config, host));
  }
}
