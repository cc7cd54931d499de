import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { StaffDesk } from '../staff-desk.js';
import { IdentityProviderAway, OwnAccount, RoleNotGrantable, StaffNotFound } from '../staff.failures.js';
import type { MemberWithPassword } from './invite-staff.js';
import type { SwitchStaffRequest } from './switch-staff.js';

/** A new temporary password for somebody who has lost theirs; what is open with the old one ends. */
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
    const attempt = newId();
    const command = { name: 'identity.resetStaffPassword', actor: ctx.principal.subject, key, request };
    const done = await this.unitOfWork.command(ctx, command, async (tx) => {
      const member = await this.desk.takeUp(ctx, tx, request.id);
      // Who knows somebody's password is that person: nobody gets at roles that are not theirs to give.
      this.desk.assertGrantable(ctx, member.roles);
      const what = { action: command.name, subject: 'Staff', subjectId: member.username, reason } as const;
      await this.audit.record(ctx, tx, what);
      return { id: member.id, attempt };
    });
    const member = await this.desk.follow(ctx.tenant, await this.desk.find(ctx, done.id));
    if (done.attempt !== attempt) return { member, temporaryPassword: null };
    const temporaryPassword = await this.desk.temporaryPassword(ctx.tenant, member);
    if (!temporaryPassword) throw new IdentityProviderAway();
    return { member, temporaryPassword };
  }
}
