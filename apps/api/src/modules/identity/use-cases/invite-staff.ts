import { CLOCK, type RequestContext } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import { UnitOfWork } from '@lianpiao/db';
import { check, PlanLimitReached } from '@lianpiao/graphql';
import { newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { dutiesOf, emailOf, factsOf, usernameOf, type StaffMember, type WantedDuties } from '../domain/staff.js';
import { StaffRepository } from '../persistence/staff-repository.js';
import { StaffDesk } from '../staff-desk.js';
import { RoleNotGrantable, UnknownAttraction, UsernameTaken } from '../staff.failures.js';

export interface InviteStaffRequest extends WantedDuties {
  readonly idempotencyKey: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
}

export interface MemberWithPassword {
  readonly member: StaffMember;
  /** To be replaced at the first sign-in. Told once: null for a repeat, and when the provider could not be reached. */
  readonly temporaryPassword: Secret | null;
}

/** Takes somebody on. Their account follows at once, or as soon as the identity provider answers. */
@Injectable()
export class InviteStaff {
  static readonly failures = [UsernameTaken, RoleNotGrantable, UnknownAttraction, PlanLimitReached] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: StaffDesk,
    private readonly staff: StaffRepository,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, request: InviteStaffRequest): Promise<MemberWithPassword> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const wanted = this.newMember(request);
    this.desk.assertGrantable(ctx, wanted.roles);
    const command = { name: 'identity.inviteStaff', actor: ctx.principal.subject, key, request };
    const { id } = await this.unitOfWork.command(ctx, command, async (tx) => {
      await this.desk.assertAttractions(tx, wanted);
      if (!(await this.staff.insert(tx, wanted))) throw new UsernameTaken();
      await this.desk.assertWithinPlan(ctx, tx);
      const what = { action: command.name, subject: 'Staff', subjectId: wanted.username } as const;
      await this.audit.record(ctx, tx, { ...what, after: factsOf(wanted) });
      return { id: wanted.id };
    });
    const member = await this.desk.follow(ctx.tenant, await this.desk.find(ctx, id));
    const isNew = id === wanted.id;
    return { member, temporaryPassword: isNew ? await this.desk.temporaryPassword(ctx.tenant, member) : null };
  }

  private newMember(request: InviteStaffRequest): StaffMember {
    const now = this.clock.now();
    return {
      id: newId(),
      username: usernameOf(request.username),
      subject: null,
      displayName: check.text('displayName', request.displayName, 80),
      email: emailOf(request.email),
      ...dutiesOf(request),
      state: 'active',
      version: 1,
      convergedVersion: 0,
      createdAt: now,
      updatedAt: now,
    };
  }
}
