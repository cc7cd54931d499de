import type { Tenant } from '@lianpiao/authz';
import { Secret } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { OperatorActs, type ByOperator } from '../../tenancy/index.js';
import { RealmProvisioner } from '../adapters/realm-provisioner.js';
import { operatorSubject, type Operator } from '../domain/operator.js';
import { PLATFORM } from '../domain/platform-realm.js';
import { emailOf, usernameOf } from '../domain/staff.js';
import { IDENTITY_CONFIG, type IdentityConfig } from '../identity.config.js';
import { OperatorDesk } from '../operator-desk.js';
import { OperatorRepository } from '../persistence/operator-repository.js';

export interface KeptOperator {
  readonly operator: Operator;
  readonly password: Secret;
}

/**
 * Brings the platform's realm and an operator's account into being. A repeat gives them a new password and ends what is open with the
 * old one; who is disabled stays so.
 */
@Injectable()
export class KeepOperator {
  constructor(
    private readonly realms: RealmProvisioner,
    private readonly acts: OperatorActs,
    private readonly operators: OperatorRepository,
    private readonly desk: OperatorDesk,
    @Inject(PLATFORM) private readonly platform: Tenant,
    @Inject(IDENTITY_CONFIG) private readonly config: IdentityConfig,
  ) {}

  /**
   * @param lasting a password that lasts, for laptops and tests; without it a temporary one is made up and answered
   * @throws InvalidInput, RealmTaken, IdentityUnavailable
   */
  async execute(wanted: Pick<Operator, 'username' | 'email'>, by: ByOperator, lasting?: Secret): Promise<KeptOperator> {
    const [username, email] = [usernameOf(wanted.username), emailOf(wanted.email)];
    await this.realms.converge(this.platform, this.config.CONSOLE_ORIGINS);
    await this.acts.begin('operator.keep', operatorSubject(username), by, async (tx, now) => {
      const before = await this.operators.lock(tx, username);
      await this.operators.keep(tx, { username, email }, now);
      return { before: before && { email: before.email }, after: { email }, answer: undefined };
    });
    const operator = await this.desk.converge(await this.desk.find(username));
    const password = lasting ?? new Secret(randomBytes(12).toString('base64url'));
    await this.desk.givePassword(operator.subject, password, lasting ? 'lasting' : 'temporary');
    return { operator, password };
  }
}
