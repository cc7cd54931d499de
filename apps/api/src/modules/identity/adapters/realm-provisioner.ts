import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import type { Role, Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { realmOf, serviceClient, userOf, type StaffMember } from '../domain/realm-template.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';

const TIME_OUT_MS = 15_000;

/** Brings a tenant's realm into being and keeps it as the template says; safe to run again after a crash at any point. */
@Injectable()
export class RealmProvisioner {
  constructor(@Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig) {}

  /** Creates what is missing: the realm, then each member of staff. Existing members keep their password. */
  async converge(tenant: Tenant, portalOrigins: readonly string[], staff: readonly StaffMember[]): Promise<void> {
    const { realm } = tenant.issuer;
    const found = await (await this.client()).realms.findOne({ realm });
    if (!found) await (await this.client()).realms.create(realmOf(tenant, portalOrigins));
    // A token knows only the realms there were when it was issued.
    const admin = await this.client();
    for (const member of staff) await this.convergeMember(admin, realm, member);
  }

  /** Registers a machine of a partner; a repeat gives it a new secret. */
  async addServiceClient(tenant: Tenant, clientId: string, role: Role): Promise<{ clientId: string; secret: Secret }> {
    const { realm } = tenant.issuer;
    const admin = await this.client();
    const secret = new Secret(randomBytes(32).toString('base64url'));
    const representation = serviceClient(tenant, clientId, secret);
    const [known] = await admin.clients.find({ realm, clientId });
    const id = known?.id ?? (await admin.clients.create({ realm, ...representation })).id;
    if (known) await admin.clients.update({ realm, id }, { ...known, ...representation });
    const account = await admin.clients.getServiceAccountUser({ realm, id });
    if (account.id) await this.grant(admin, realm, account.id, [role]);
    return { clientId, secret };
  }

  private async convergeMember(admin: KeycloakAdminClient, realm: string, member: StaffMember): Promise<void> {
    const [known] = await admin.users.find({ realm, username: member.username, exact: true });
    const representation = userOf(member);
    if (known?.id) {
      const { attributes } = representation;
      await admin.users.update({ realm, id: known.id }, { ...known, ...(attributes && { attributes }) });
      await this.grant(admin, realm, known.id, member.roles);
      return;
    }
    const created = await admin.users.create({ realm, ...representation });
    await this.grant(admin, realm, created.id, member.roles);
  }

  private async grant(admin: KeycloakAdminClient, realm: string, id: string, names: readonly Role[]): Promise<void> {
    const roles = (await admin.roles.find({ realm })).flatMap(({ id: roleId, name }) =>
      roleId && name && (names as readonly string[]).includes(name) ? [{ id: roleId, name }] : [],
    );
    await admin.users.addRealmRoleMappings({ realm, id, roles });
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
