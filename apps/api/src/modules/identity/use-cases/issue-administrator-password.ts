import type { RequestContext } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { usernameOf } from '../domain/staff.js';
import { StaffRepository } from '../persistence/staff-repository.js';
import { StaffDesk } from '../staff-desk.js';
import { IdentityProviderAway, StaffNotFound } from '../staff.failures.js';

/**
 * Lets the platform's operator give an administrator of a tenant a temporary password: the first one there is, or who locked
 * themselves out. The tenant's own auditors read of it.
 */
@Injectable()
export class IssueAdministratorPassword {
  static readonly failures = [StaffNotFound, IdentityProviderAway] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: StaffDesk,
    private readonly staff: StaffRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @param ctx the operator's request, at the tenant's rows */
  async execute(ctx: RequestContext, wanted: { username: string; reason: string }): Promise<Secret> {
    const username = usernameOf(wanted.username);
    const reason = check.text('reason', wanted.reason, 200);
    const member = await this.unitOfWork.write(ctx, async (tx) => {
      const found = await this.staff.byUsername(tx, username);
      if (!found?.roles.includes('bureau-admin')) throw new StaffNotFound();
      const what = { action: 'identity.issueAdministratorPassword', subject: 'Staff', subjectId: username } as const;
      await this.audit.record(ctx, tx, { ...what, reason });
      return found;
    });
    const password = await this.desk.temporaryPassword(ctx.tenant, await this.desk.follow(ctx.tenant, member));
    if (!password) throw new IdentityProviderAway();
    return password;
  }
}
