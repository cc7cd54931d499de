import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { Global, Injectable, Module } from '@nestjs/common';

import { Catalog, CatalogModule } from '../modules/catalog/index.js';
import {
  AttractionDirectory,
  GateClients,
  IdentityModule,
  IdentityUnavailable,
  PortalOrigins,
  RealmProvisioner,
} from '../modules/identity/index.js';
import { TenantLife } from '../modules/control/index.js';
import { PartnerClients } from '../modules/ordering/index.js';
import { GateDevices, IdentityProviderSilent, TicketingModule, type DeviceKey } from '../modules/ticketing/index.js';
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

/** The devices at gates are too. */
@Injectable()
class RealmGateDevices extends GateDevices {
  constructor(private readonly clients: GateClients) {
    super();
  }

  async register(tenant: Tenant, gateCode: string, attractionCode: string, key: DeviceKey) {
    const clientId = `gate-${gateCode}`;
    await heard(this.clients.register(tenant, clientId, { ...key }, [attractionCode]));
    return { clientId, issuer: `${tenant.issuer.serverUrl}/realms/${tenant.issuer.realm}` };
  }

  remove(tenant: Tenant, gateCode: string): Promise<void> {
    return heard(this.clients.remove(tenant, `gate-${gateCode}`));
  }
}

function heard<T>(asking: Promise<T>): Promise<T> {
  return asking.catch((error: unknown) => {
    throw error instanceof IdentityUnavailable ? new IdentityProviderSilent() : error;
  });
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
    { provide: GateDevices, useClass: RealmGateDevices },
    { provide: PartnerClients, useClass: RealmPartnerClients },
    { provide: PortalOrigins, useClass: DirectoryOrigins },
    { provide: TenantLife, useClass: RuntimeTenantLife },
  ],
  exports: [AttractionDirectory, GateDevices, PartnerClients, PortalOrigins, TenantLife, TicketingModule],
})
export class PortsModule {}
