import type RealmRepresentation from '@keycloak/keycloak-admin-client/lib/defs/realmRepresentation.js';
import type { UserProfileConfig } from '@keycloak/keycloak-admin-client/lib/defs/userProfileMetadata.js';
import type { Role, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { serviceClient, STAFF_PROFILE, tenantTemplate } from './realm-template.js';
import { PLATFORM_ID } from '../domain/platform-realm.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { RealmMissing } from '../identity.failures.js';
import { IdentityAdmin } from './identity-admin.js';
import { provisionerClient } from './provisioner-template.js';
import { convergeClient, convergeRealm, followOrigins, makeRealm } from './realm-convergence.js';
import { realmKey } from './realm-key.js';
import { convergeRoles } from './staff-convergence.js';
import { VISITORS_CLIENT, VISITORS_PROFILE, visitorsTemplate } from './visitors-template.js';

/** Brings realms into being and keeps them as their template says; safe to run again after a crash at any point. */
@Injectable()
export class RealmProvisioner {
  constructor(
    private readonly identity: IdentityAdmin,
    @Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig,
  ) {}

  /** The realm of a tenant, or of the platform's operators. @throws RealmTaken, ClusterFull, IdentityUnavailable */
  converge(tenant: Tenant, origins: readonly string[]): Promise<void> {
    const template = tenantTemplate(tenant, { origins, backchannelBaseUrl: this.doorOf(tenant) });
    return this.bring(tenant, template, STAFF_PROFILE);
  }

  /**
   * The realm of the visitors, who are sent back to these origins and no others. The addresses are compared each time with what the
   * provider has: of two processes that knew other hosts, the later one to look puts it right.
   * @throws RealmTaken, ClusterFull, IdentityUnavailable
   */
  async convergeVisitors(visitors: Tenant, origins: readonly string[]): Promise<void> {
    const template = visitorsTemplate(visitors, this.config.BACKCHANNEL_BASE_URL);
    await this.bring(visitors, template, VISITORS_PROFILE);
    await this.identity.ask(visitors, (admin) => followOrigins(admin, visitors.issuer.realm, VISITORS_CLIENT, origins));
  }

  /** Registers a machine of a partner; a repeat gives it a new secret. */
  addServiceClient(tenant: Tenant, clientId: string, role: Role): Promise<{ clientId: string; secret: Secret }> {
    const { realm } = tenant.issuer;
    const secret = new Secret(randomBytes(32).toString('base64url'));
    return this.identity.ask(tenant, async (admin) => {
      const id = await convergeClient(admin, realm, serviceClient(tenant, clientId, secret));
      const account = await admin.clients.getServiceAccountUser({ realm, id });
      if (account.id) await convergeRoles(admin, realm, account.id, [role]);
      return { clientId, secret };
    });
  }

  /** Brings a realm to its template from within; one that is not there yet, the cluster's administrator makes first. */
  private async bring(tenant: Tenant, lean: RealmRepresentation, profile: UserProfileConfig): Promise<void> {
    const { publicKeys } = await realmKey(this.config.DATA_ENCRYPTION_KEY, tenant);
    const template = { ...lean, clients: [...(lean.clients ?? []), provisionerClient(publicKeys)] };
    try {
      await this.identity.ask(tenant, (admin) => convergeRealm(admin, tenant, template, profile));
    } catch (error) {
      if (!(error instanceof RealmMissing)) throw error;
      const { KEYCLOAK_REALMS_MAX: most } = this.config;
      await this.identity.askCluster(tenant.issuer.serverUrl, (admin) => makeRealm(admin, tenant, template, most));
    }
  }

  /** The process that ends the sessions of a realm: operators have one of their own. */
  private doorOf({ id }: Tenant): string {
    const { BACKCHANNEL_BASE_URL, CONTROL_BACKCHANNEL_BASE_URL } = this.config;
    return id === PLATFORM_ID ? CONTROL_BACKCHANNEL_BASE_URL : BACKCHANNEL_BASE_URL;
  }
}
