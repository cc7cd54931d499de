import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { Global, Injectable, Module } from '@nestjs/common';

import { Catalog, CatalogModule } from '../modules/catalog/index.js';
import { AttractionDirectory, IdentityModule, PortalOrigins, RealmProvisioner } from '../modules/identity/index.js';
import { TenantLife } from '../modules/control/index.js';
import { PartnerClients } from '../modules/ordering/index.js';
import { TicketingModule } from '../modules/ticketing/index.js';
import { DirectoryOrigins } from './origins.js';
import { RuntimeTenantLife } from './tenant-life.js';

/** Partners' machines are clients of the tenant's realm. */
@Injectable()
class RealmPartnerClients extends PartnerClients {
  constructor(private readonly realms: RealmProvisioner) {
    super();
  }

  register(tenant: Tenant, partnerCode: string) {
    return this.realms.addServiceClient(tenant, `ota-${partnerCode}`, 'ota-partner');
  }
}

/** People work for attractions of the catalogue. */
@Injectable()
class CatalogAttractions extends AttractionDirectory {
  constructor(private readonly catalog: Catalog) {
    super();
  }

  async known(tx: TenantTx, codes: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.catalog.attractionsByCodes(tx, codes)).keys());
  }
}

/** Binds what a module needs from one it may not import: the module declares the port, the app plugs it in. */
@Global()
@Module({
  imports: [CatalogModule, IdentityModule, TicketingModule],
  providers: [
    { provide: AttractionDirectory, useClass: CatalogAttractions },
    { provide: PartnerClients, useClass: RealmPartnerClients },
    { provide: PortalOrigins, useClass: DirectoryOrigins },
    { provide: TenantLife, useClass: RuntimeTenantLife },
  ],
  exports: [AttractionDirectory, PartnerClients, PortalOrigins, TenantLife, TicketingModule],
})
export class PortsModule {}
