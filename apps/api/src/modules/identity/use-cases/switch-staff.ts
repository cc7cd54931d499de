import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { check, PlanLimitReached } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { StaffMember } from '../domain/staff.js';
import { StaffDesk } from '../staff-desk.js';
import { LastAdministrator, OwnAccount, RoleNotGrantable, StaffNotFound } from '../staff.failures.js';

export interface SwitchStaffRequest {
  readonly idempotencyKey: string;
  readonly id: string;
  readonly reason: string;
}

/**
 * Locks somebody out, or lets them in again. Out at once: their tokens end, whether or not the identity provider answers. An
 * administrator may lock out another one, as long as one is left; to let one in again is the platform's.
 */
@Injectable()
export class SwitchStaff {
  static readonly failures = [
    StaffNotFound,
    OwnAccount,
    RoleNotGrantable,
    LastAdministrator,
    PlanLimitReached,
  ] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: StaffDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, state: StaffMember['state'], request: SwitchStaffRequest): Promise<StaffMember> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const reason = check.text('reason', request.reason, 200);
    const action = state === 'disabled' ? 'identity.disableStaff' : 'identity.enableStaff';
    const command = { name: action, actor: ctx.principal.subject, key, request };
    const { id } = await this.unitOfWork.command(ctx, command, async (tx) => {
      const before = await this.desk.takeUp(ctx, tx, request.id);
      if (state === 'active') this.desk.assertGrantable(ctx, before.roles);
      const after = { ...before, state, version: before.version + 1, updatedAt: this.clock.now() };
      if (before.state !== state) await this.desk.change(ctx, tx, { action, before, after, reason });
      if (state === 'active') await this.desk.assertWithinPlan(ctx, tx);
      return { id: before.id };
    });
    return this.desk.follow(ctx.tenant, await this.desk.find(ctx, id));
  }
}
