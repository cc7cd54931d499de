import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import type { StaffMember } from '../domain/staff.js';
import { StaffRepository } from '../persistence/staff-repository.js';
import { ChangeStaff } from '../use-cases/change-staff.js';
import { InviteStaff, type MemberWithPassword } from '../use-cases/invite-staff.js';
import { ResetStaffPassword } from '../use-cases/reset-staff-password.js';
import { SwitchStaff } from '../use-cases/switch-staff.js';
import {
  ChangeStaffInput,
  ChangeStaffResult,
  DisableStaffInput,
  EnableStaffInput,
  InviteStaffInput,
  InviteStaffResult,
  ResetStaffPasswordInput,
  ResetStaffPasswordResult,
  StaffConnection,
  StaffFilterArgs,
  StaffMemberType,
  SwitchStaffResult,
} from './staff.types.js';

const INPUT = { description: 'What is asked.' };

@Resolver(() => StaffMemberType)
export class StaffResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staffRows: StaffRepository,
    private readonly invite: InviteStaff,
    private readonly change: ChangeStaff,
    private readonly toggle: SwitchStaff,
    private readonly reset: ResetStaffPassword,
  ) {}

  @Can('read', 'Staff')
  @Query(() => StaffConnection, {
    description: 'Who works here, by the name they sign in with; for managers of attractions, who works at theirs.',
  })
  async staff(@Ctx() ctx: RequestContext, @Args() page: PageArgs, @Args() wanted: StaffFilterArgs) {
    const first = pageSize(page);
    const [after] = decodeCursor(page.after, ['text']) ?? [];
    const { search = null, role = null, state = null } = wanted;
    const rows = await this.unitOfWork.read(ctx, (tx) =>
      this.staffRows.page(tx, ctx.ability, { search, role, state }, after, first + 1),
    );
    return connection(rows.map(view), first, ({ username }) => [username]);
  }

  @Can('manage', 'Staff')
  @Mutation(() => InviteStaffResult, { description: 'Takes somebody on.' })
  async inviteStaff(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: InviteStaffInput) {
    return withPassword(await this.invite.execute(ctx, input));
  }

  @Can('manage', 'Staff')
  @Mutation(() => ChangeStaffResult, { description: 'Changes roles, attractions or names. Their tokens end at once.' })
  async changeStaff(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: ChangeStaffInput) {
    return view(await this.change.execute(ctx, input));
  }

  @Can('manage', 'Staff')
  @Mutation(() => SwitchStaffResult, { description: 'Locks somebody out. Their tokens end at once.' })
  async disableStaff(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: DisableStaffInput) {
    return view(await this.toggle.execute(ctx, 'disabled', input));
  }

  @Can('manage', 'Staff')
  @Mutation(() => SwitchStaffResult, { description: 'Lets somebody in again.' })
  async enableStaff(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: EnableStaffInput) {
    return view(await this.toggle.execute(ctx, 'active', input));
  }

  @Can('manage', 'Staff')
  @Mutation(() => ResetStaffPasswordResult, {
    description: 'Gives somebody a new temporary password, and ends what is open with the old one.',
  })
  async resetStaffPassword(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: ResetStaffPasswordInput) {
    return withPassword(await this.reset.execute(ctx, input));
  }
}

function view({ version, convergedVersion, ...member }: StaffMember): StaffMemberType {
  return { ...member, pending: convergedVersion < version };
}

function withPassword({ member, temporaryPassword }: MemberWithPassword) {
  return { member: view(member), temporaryPassword: temporaryPassword?.reveal() ?? null };
}
