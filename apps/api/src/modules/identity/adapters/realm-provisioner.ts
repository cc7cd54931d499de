import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type { Role, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { randomBytes } from 'node:crypto';

import { gateClient, realmOf, serviceClient, type StaffMember } from '../domain/realm-template.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { convergeClient, convergeRealm, isAtTemplate } from './realm-convergence.js';
import { convergeMember, convergeRoles } from './staff-convergence.js';

const TIME_OUT_MS = 15_000;

/** Brings a tenant's realm into being and keeps it as the template says; safe to run again after a crash at any point. */
@Injectable()
export class RealmProvisioner {
  constructor(@Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig) {}

  /**
   * Creates the realm or brings it to the template (skipped when it was brought to this very template before), then each member
   * of staff. Members keep the password they have.
   */
  async converge(tenant: Tenant, portalOrigins: readonly string[], staff: readonly StaffMember[]): Promise<void> {
    const { realm } = tenant.issuer;
    const wanted = realmOf(tenant, portalOrigins);
    const before = await this.client();
    const found = await before.realms.findOne({ realm });
    if (!found) await before.realms.create(wanted);
    // A token knows only the realms there were when it was issued.
    const admin = found ? before : await this.client();
    if (found && !isAtTemplate(found, wanted)) await convergeRealm(admin, found, wanted);
    for (const member of staff) await convergeMember(admin, realm, member);
  }

  /** Registers a machine of a partner; a repeat gives it a new secret. */
  async addServiceClient(tenant: Tenant, clientId: string, role: Role): Promise<{ clientId: string; secret: Secret }> {
    const { realm } = tenant.issuer;
    const admin = await this.client();
    const secret = new Secret(randomBytes(32).toString('base64url'));
    const id = await convergeClient(admin, realm, serviceClient(tenant, clientId, secret));
    const account = await admin.clients.getServiceAccountUser({ realm, id });
    if (account.id) await convergeRoles(admin, realm, account.id, [role]);
    return { clientId, secret };
  }

  /** Registers a gate by its public keys, for the attractions (codes) it stands at; a repeat replaces keys and attractions. */
  async addGateClient(
    tenant: Tenant,
    clientId: string,
    publicKeys: JSONWebKeySet,
    attractionIds: readonly string[],
  ): Promise<void> {
    const { realm } = tenant.issuer;
    const admin = await this.client();
    const id = await convergeClient(admin, realm, gateClient(tenant, clientId, publicKeys));
    const account = await admin.clients.getServiceAccountUser({ realm, id });
    if (!account.id) return;
    const attributes = { ...account.attributes, attraction_ids: [...attractionIds] };
    await admin.users.update({ realm, id: account.id }, { ...account, attributes });
    await convergeRoles(admin, realm, account.id, ['gate-operator']);
  }

  private async client(): Promise<KeycloakAdminClient> {
    const admin = new KeycloakAdminClient({
      baseUrl: this.config.KEYCLOAK_URL,
      realmName: 'master',
      timeout: TIME_OUT_MS,
    });
    await admin.auth({
      grantType: 'client_credentials',
      clientId: this.config.KEYCLOAK_ADMIN_CLIENT_ID,
      clientSecret: this.config.KEYCLOAK_ADMIN_CLIENT_SECRET.reveal(),
    });
    return admin;
  }
}
