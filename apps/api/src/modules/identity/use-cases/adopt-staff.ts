import { CLOCK, type Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { StaffAccounts } from '../adapters/staff-accounts.js';
import type { StaffMember, StaffRole } from '../domain/staff.js';
import { StaffRepository } from '../persistence/staff-repository.js';

/** Somebody who works for a new tenant from its first day. */
export interface FirstMember {
  readonly username: string;
  readonly roles: readonly StaffRole[];
  readonly attractionCodes: readonly string[];
  readonly displayName?: string;
  readonly email?: string;
  /** Without one, the account waits for its first temporary password. */
  readonly password?: Secret;
}

/** Takes on the staff that provisioning names. Safe to repeat: who has an account keeps it, and its password. */
@Injectable()
export class AdoptStaff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly accounts: StaffAccounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(tenant: Tenant, members: readonly FirstMember[]): Promise<void> {
    for (const first of members) {
      const member = await this.unitOfWork.write({ tenant }, async (tx) => {
        await this.staff.insert(tx, this.newMember(first));
        return this.staff.byUsername(tx, first.username);
      });
      if (member?.convergedVersion === 0) await this.open(tenant, member, first.password);
    }
  }

  /** The password before the record: cut off in between, it is set again. */
  private async open(tenant: Tenant, member: StaffMember, password: Secret | undefined): Promise<void> {
    const subject = await this.accounts.converge(tenant, member);
    if (password) await this.accounts.setPassword(tenant, subject, password, 'lasting');
    await this.unitOfWork.write({ tenant }, (tx) => this.staff.markConverged(tx, member.id, member.version, subject));
  }

  private newMember(first: FirstMember): StaffMember {
    const { username, roles, attractionCodes, displayName = username } = first;
    const now = this.clock.now();
    const email = first.email ?? `${username}@staff.invalid`;
    const account = { id: newId(), username, subject: null, displayName, email, roles, attractionCodes };
    return { ...account, state: 'active', version: 1, convergedVersion: 0, createdAt: now, updatedAt: now };
  }
}
