import type { Tenant } from '@lianpiao/authz';
import { Global, Injectable, Module } from '@nestjs/common';

import { IdentityModule, RealmProvisioner } from '../modules/identity/index.js';
import { PartnerClients } from '../modules/ordering/index.js';
import { TicketingModule } from '../modules/ticketing/index.js';

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

/** Binds what a module needs from one it may not import: the module declares the port, the app plugs it in. */
@Global()
@Module({
  imports: [IdentityModule, TicketingModule],
  providers: [{ provide: PartnerClients, useClass: RealmPartnerClients }],
  exports: [PartnerClients, TicketingModule],
})
export class PortsModule {}
