import { type Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { Inject, Injectable } from '@nestjs/common';

import { StaffAccounts } from './adapters/staff-accounts.js';
import type { Operator } from './domain/operator.js';
import { PLATFORM } from './domain/platform-realm.js';
import { TokenRefused } from './identity.failures.js';
import { OperatorUnknown } from './operator.failures.js';
import { OperatorRepository } from './persistence/operator-repository.js';
import { Revocations } from './revocations.js';

/** What is common to the acts on operators: the provider and every node hear of them, and the door asks who is one. */
@Injectable()
export class OperatorDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly operators: OperatorRepository,
    private readonly accounts: StaffAccounts,
    private readonly revocations: Revocations,
    @Inject(PLATFORM) private readonly platform: Tenant,
  ) {}

  /**
   * Refuses an account that no row knows, or whose row is disabled: also when the provider, or the feed of revocations, could not
   * be told yet.
   * @throws TokenRefused
   */
  async assertOperates(subject: string): Promise<void> {
    const active = await this.unitOfWork.operator((tx) => this.operators.isActive(tx, subject));
    if (!active) throw new TokenRefused('not an operator');
  }

  /** The operator as they are now. @throws OperatorUnknown */
  async find(username: string): Promise<Operator> {
    const operator = await this.unitOfWork.operator((tx) => this.operators.find(tx, username));
    if (!operator) throw new OperatorUnknown();
    return operator;
  }

  /** After the commit. Should the provider, or another node, not hear of it now, the job tells them again. */
  async follow(operator: Operator): Promise<Operator> {
    if (operator.convergedVersion === operator.version) return operator;
    return this.converge(operator).catch(() => operator);
  }

  /** Brings the provider, and every node, in line with the operator: what they were given until now does not count any more. */
  async converge(operator: Operator): Promise<Operator & { readonly subject: string }> {
    if (operator.subject) await this.revocations.revokeSubject(this.platform, operator.subject);
    const account = { displayName: operator.username, roles: ['platform-admin'] as const, attractionCodes: [] };
    const subject = await this.accounts.converge(this.platform, { ...operator, ...account });
    await this.unitOfWork.operator((tx) => this.operators.markConverged(tx, operator, subject));
    return { ...operator, subject, convergedVersion: operator.version };
  }

  /** Ends what is open with the old one. @throws IdentityUnavailable */
  async givePassword(subject: string, password: Secret, kind: 'temporary' | 'lasting'): Promise<void> {
    await this.accounts.setPassword(this.platform, subject, password, kind);
    await this.accounts.endSessions(this.platform, subject);
  }
}
