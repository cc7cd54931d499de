import type { Role, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { randomBytes } from 'node:crypto';

import { gateClient, serviceClient, STAFF_PROFILE, tenantTemplate } from './realm-template.js';
import { PLATFORM_ID } from '../domain/platform-realm.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { IdentityAdmin } from './identity-admin.js';
import { convergeClient, convergeRealm, followOrigins } from './realm-convergence.js';
import { convergeRoles } from './staff-convergence.js';
import { VISITORS_CLIENT, VISITORS_PROFILE, visitorsTemplate } from './visitors-template.js';

/** Brings realms into being and keeps them as their template says; safe to run again after a crash at any point. */
@Injectable()
export class RealmProvisioner {
  constructor(
    private readonly identity: IdentityAdmin,
    @Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig,
  ) {}

  /** The realm of a tenant, or of the platform's operators. @throws RealmTaken, IdentityUnavailable */
  converge(tenant: Tenant, origins: readonly string[]): Promise<void> {
    const template = tenantTemplate(tenant, { origins, backchannelBaseUrl: this.doorOf(tenant) });
    return this.identity.ask((admin) => convergeRealm(admin, tenant, template, STAFF_PROFILE));
  }

  /**
   * The realm of the visitors, who are sent back to these origins and no others. The addresses are compared each time with what the
   * provider has: of two processes that knew other hosts, the later one to look puts it right.
   * @throws RealmTaken, IdentityUnavailable
   */
  async convergeVisitors(visitors: Tenant, origins: readonly string[]): Promise<void> {
    const template = visitorsTemplate(visitors, this.config.BACKCHANNEL_BASE_URL);
    await this.identity.ask((admin) => convergeRealm(admin, visitors, template, VISITORS_PROFILE));
    // Asked apart: a token from before a realm was made may not work on it.
    await this.identity.ask((admin) => followOrigins(admin, visitors.issuer.realm, VISITORS_CLIENT, origins));
  }

  /** Registers a machine of a partner; a repeat gives it a new secret. */
  addServiceClient(tenant: Tenant, clientId: string, role: Role): Promise<{ clientId: string; secret: Secret }> {
    const { realm } = tenant.issuer;
    const secret = new Secret(randomBytes(32).toString('base64url'));
    return this.identity.ask(async (admin) => {
      const id = await convergeClient(admin, realm, serviceClient(tenant, clientId, secret));
      const account = await admin.clients.getServiceAccountUser({ realm, id });
      if (account.id) await convergeRoles(admin, realm, account.id, [role]);
      return { clientId, secret };
    });
  }

  /** Registers a gate by its public keys, for the attractions (codes) it stands at; a repeat replaces keys and attractions. */
  async addGateClient(
    tenant: Tenant,
    clientId: string,
    publicKeys: JSONWebKeySet,
    attractionCodes: readonly string[],
  ): Promise<void> {
    const { realm } = tenant.issuer;
    await this.identity.ask(async (admin) => {
      const id = await convergeClient(admin, realm, gateClient(tenant, clientId, publicKeys));
      const account = await admin.clients.getServiceAccountUser({ realm, id });
      if (!account.id) return;
      const attributes = { ...account.attributes, attraction_ids: [...attractionCodes] };
      await admin.users.update({ realm, id: account.id }, { ...account, attributes });
      await convergeRoles(admin, realm, account.id, ['gate-operator']);
    });
  }

  /** The process that ends the sessions of a realm: operators have one of their own. */
  private doorOf({ id }: Tenant): string {
    const { BACKCHANNEL_BASE_URL, CONTROL_BACKCHANNEL_BASE_URL } = this.config;
    return id === PLATFORM_ID ? CONTROL_BACKCHANNEL_BASE_URL : BACKCHANNEL_BASE_URL;
  }
}
