import type { RequestContext } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { StaffDesk } from '../staff-desk.js';
import { IdentityProviderAway, OwnAccount, RoleNotGrantable, StaffNotFound } from '../staff.failures.js';
import type { MemberWithPassword } from './invite-staff.js';
import type { SwitchStaffRequest } from './switch-staff.js';

/**
 * A new temporary password for somebody who has lost theirs; what is open with the old one ends. Given inside the transaction that records
 * it: whoever is told a password is on record, and an attempt that fails leaves neither an entry nor a used key.
 */
@Injectable()
export class ResetStaffPassword {
  static readonly failures = [StaffNotFound, OwnAccount, RoleNotGrantable, IdentityProviderAway] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: StaffDesk,
    private readonly audit: AuditTrail,
  ) {}

  async execute(ctx: RequestContext, request: SwitchStaffRequest): Promise<MemberWithPassword> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const reason = check.text('reason', request.reason, 200);
    const command = { name: 'identity.resetStaffPassword', actor: ctx.principal.subject, key, request };
    // Whose account the provider has not opened yet has none to give a password for.
    const member = await this.desk.follow(ctx.tenant, await this.desk.find(ctx, request.id));
    let temporaryPassword: Secret | null = null;
    await this.unitOfWork.command(ctx, command, async (tx) => {
      const locked = await this.desk.takeUp(ctx, tx, member.id);
      // Who knows somebody's password is that person: nobody gets at roles that are not theirs to give.
      this.desk.assertGrantable(ctx, locked.roles);
      const what = { action: command.name, subject: 'Staff', subjectId: locked.username, reason } as const;
      await this.audit.record(ctx, tx, what);
      temporaryPassword = await this.desk.temporaryPassword(ctx.tenant, locked);
      if (!temporaryPassword) throw new IdentityProviderAway();
      return null;
    });
    return { member, temporaryPassword };
  }
}
