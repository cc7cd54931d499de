import type { Role, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { randomBytes } from 'node:crypto';

import { gateClient, realmOf, serviceClient } from './realm-template.js';
import { PLATFORM_ID } from '../domain/platform-realm.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { IdentityAdmin } from './identity-admin.js';
import { RealmTaken } from '../identity.failures.js';
import { convergeClient, convergeRealm, isAtTemplate, isMadeFor } from './realm-convergence.js';
import { convergeRoles } from './staff-convergence.js';

/** Brings a tenant's realm into being and keeps it as the template says; safe to run again after a crash at any point. */
@Injectable()
export class RealmProvisioner {
  constructor(
    private readonly identity: IdentityAdmin,
    @Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig,
  ) {}

  /**
   * Creates the realm or brings it to the template; skipped when it was brought to this very template before.
   * @throws RealmTaken, IdentityUnavailable
   */
  async converge(tenant: Tenant, origins: readonly string[]): Promise<void> {
    const { realm } = tenant.issuer;
    const wanted = realmOf(tenant, { origins, backchannelBaseUrl: this.doorOf(tenant) });
    await this.identity.ask(async (admin) => {
      const found = await admin.realms.findOne({ realm });
      if (!found) await admin.realms.create(wanted);
      else if (!(await isMadeFor(admin, tenant, found))) throw new RealmTaken(realm);
      else if (!isAtTemplate(found, wanted)) await convergeRealm(admin, found, wanted);
    });
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
