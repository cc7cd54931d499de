import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { IdentityAdmin } from '../adapters/identity-admin.js';
import { RealmProvisioner } from '../adapters/realm-provisioner.js';
import { convergeAccount } from '../adapters/staff-convergence.js';
import { platformRealm } from '../domain/platform-realm.js';
import { emailOf, usernameOf } from '../domain/staff.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';

export interface Operator {
  readonly username: string;
  readonly email: string;
}

/** Brings the platform's realm and an operator's account into being; a repeat gives them a new temporary password. */
@Injectable()
export class KeepOperator {
  constructor(
    private readonly realms: RealmProvisioner,
    private readonly identity: IdentityAdmin,
    @Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig,
  ) {}

  /**
   * @param password a lasting one, for laptops and tests; without it a temporary one is made up and answered
   * @throws InvalidInput, RealmTaken, IdentityUnavailable
   */
  async execute(wanted: Operator, password?: Secret): Promise<Secret> {
    const [username, email] = [usernameOf(wanted.username), emailOf(wanted.email)];
    const platform = platformRealm(this.config.KEYCLOAK_URL);
    await this.realms.converge(platform, this.config.CONSOLE_ORIGINS);
    const given = password ?? new Secret(randomBytes(12).toString('base64url'));
    const { realm } = platform.issuer;
    const account = { username, email, displayName: username, enabled: true, attractionCodes: [] };
    await this.identity.ask(async (admin) => {
      const id = await convergeAccount(admin, realm, { ...account, roles: ['platform-admin'] });
      const credential = { type: 'password', value: given.reveal(), temporary: password === undefined };
      await admin.users.resetPassword({ realm, id, credential });
    });
    return given;
  }
}
