import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { dutiesOf, emailOf, type StaffMember } from '../domain/staff.js';
import { StaffDesk } from '../staff-desk.js';
import {
  LastAdministrator,
  OwnAccount,
  RoleNotGrantable,
  StaffNotFound,
  UnknownAttraction,
} from '../staff.failures.js';

export interface ChangeStaffRequest {
  readonly idempotencyKey: string;
  readonly id: string;
  readonly displayName?: string | null;
  readonly email?: string | null;
  readonly roles?: readonly string[] | null;
  readonly attractionCodes?: readonly string[] | null;
  readonly reason: string;
}

/** Gives and takes roles and attractions, and corrects what people are called. What is left out stays. */
@Injectable()
export class ChangeStaff {
  static readonly failures = [
    StaffNotFound,
    OwnAccount,
    RoleNotGrantable,
    UnknownAttraction,
    LastAdministrator,
  ] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: StaffDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, request: ChangeStaffRequest): Promise<StaffMember> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const reason = check.text('reason', request.reason, 200);
    const command = { name: 'identity.changeStaff', actor: ctx.principal.subject, key, request };
    const { id } = await this.unitOfWork.command(ctx, command, async (tx) => {
      const before = await this.desk.takeUp(ctx, tx, request.id);
      const after = this.changed(before, request);
      this.desk.assertGrantable(ctx, before.roles);
      this.desk.assertGrantable(ctx, after.roles);
      await this.desk.assertAttractions(tx, after);
      await this.desk.change(ctx, tx, { action: command.name, before, after, reason });
      return { id: before.id };
    });
    return this.desk.follow(ctx.tenant, await this.desk.find(ctx, id));
  }

  private changed(before: StaffMember, request: ChangeStaffRequest): StaffMember {
    const { displayName, email, roles, attractionCodes } = request;
    return {
      ...before,
      displayName: displayName == null ? before.displayName : check.text('displayName', displayName, 80),
      email: email == null ? before.email : emailOf(email),
      ...dutiesOf({ roles: roles ?? before.roles, attractionCodes: attractionCodes ?? before.attractionCodes }),
      version: before.version + 1,
      updatedAt: this.clock.now(),
    };
  }
}
