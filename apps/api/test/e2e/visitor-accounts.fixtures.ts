import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { newId } from '@lianpiao/kernel';

import { signIn } from '../../../../tools/sandbox/index.js';
import { PASSWORD, type Slug } from './authorities.fixtures.js';
import { eventually } from './eventually.fixtures.js';
import type { Platform } from './platform.fixtures.js';
import { ADMIN_SECRET } from './provisioning.fixtures.js';
import type { Account } from './region.fixtures.js';

const REALM = 'visitors';

/** The realm visitors share, which a worker makes and keeps on the hosts there are. */
export class VisitorAccounts {
  constructor(private readonly platform: Platform) {}

  /** A new account; answers the address it is signed in to with. */
  async open(): Promise<{ readonly id: string; readonly email: string }> {
    const email = `${newId().slice(-12)}@example.com`;
    await this.sendsBackTo(this.platform.originOf('kansai'));
    const credentials = [{ type: 'password', value: PASSWORD, temporary: false }];
    const admin = await this.admin();
    const account = { username: email, email, enabled: true, emailVerified: true, credentials };
    return { id: (await admin.users.create({ realm: REALM, ...account })).id, email };
  }

  async signIn(email: string, at: string = this.platform.originOf('yrd')): Promise<Account> {
    const { accessToken } = await signIn({
      issuerUrl: this.platform.issuer.url,
      realm: REALM,
      clientId: 'portal',
      redirectUri: `${at}/signed-in`,
      username: email,
      password: PASSWORD,
    });
    return { token: accessToken };
  }

  /** Somebody new, who has signed in at the host of a tenant. */
  async signedIn(at: Slug = 'yrd'): Promise<Account & { readonly id: string }> {
    const { id, email } = await this.open();
    return { id, ...(await this.signIn(email, this.platform.originOf(at))) };
  }

  /** Waits until visitors are sent back to a host, or no more. */
  async sendsBackTo(where: string, wanted = true): Promise<void> {
    await eventually(
      () => this.redirects(),
      (addresses) => addresses.includes(`${where}/signed-in`) === wanted,
      30_000,
    );
  }

  /** What an operator of the provider does to the realm. */
  async admin(): Promise<KeycloakAdminClient> {
    const admin = new KeycloakAdminClient({ baseUrl: this.platform.issuer.url, realmName: 'master' });
    await admin.auth({ grantType: 'client_credentials', clientId: 'provisioner', clientSecret: ADMIN_SECRET });
    return admin;
  }

  private async redirects(): Promise<readonly string[]> {
    const admin = await this.admin();
    if (!(await admin.realms.findOne({ realm: REALM }))) return [];
    const [client] = await admin.clients.find({ realm: REALM, clientId: 'portal' });
    return client?.redirectUris ?? [];
  }
}
