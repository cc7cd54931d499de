import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { IssueAdministratorPassword } from '../../identity/index.js';
import {
  ChangeHosts,
  claimedHost,
  ControlRepository,
  RenameTenant,
  SetPlanLimits,
  SwitchTenant,
  TenantUnknown,
  type ByOperator,
  type ClaimedHost,
  type OperatorEntry,
  type TenantOverview,
} from '../../tenancy/index.js';
import { TenantLife } from '../control.ports.js';
import { realmFollows } from '../realm-follows.js';
import {
  AddTenantHostInput,
  IssueAdministratorPasswordInput,
  RemoveTenantHostInput,
  RenameTenantInput,
  ResumeTenantInput,
  SetPlanLimitsInput,
  SuspendTenantInput,
  VerifyTenantHostInput,
} from './control.inputs.js';
import {
  AdministratorPasswordResult,
  RemoveTenantHostResult,
  TenantHostResult,
  TenantResult,
} from './control.results.js';
import {
  Cell,
  OperatorEntryConnection,
  OperatorEntryType,
  Tenant,
  TenantConnection,
  TenantHostType,
} from './control.types.js';
import { operatorOf } from './operator.js';

const INPUT = { description: 'What is asked.' };

@Resolver(() => Tenant)
export class TenantsResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly control: ControlRepository,
    private readonly renaming: RenameTenant,
    private readonly switching: SwitchTenant,
    private readonly limits: SetPlanLimits,
    private readonly hosts: ChangeHosts,
    private readonly life: TenantLife,
    private readonly passwords: IssueAdministratorPassword,
  ) {}

  @Can('manage', 'Tenant')
  @Query(() => TenantConnection, { description: 'Every tenant, by slug.' })
  async tenants(@Args() page: PageArgs) {
    const first = pageSize(page);
    const [after] = decodeCursor(page.after, ['text']) ?? [];
    const found = await this.unitOfWork.operator((tx) => this.control.overview(tx, { after, limit: first + 1 }));
    return connection(found, first, ({ slug }) => [slug]);
  }

  @Can('manage', 'Tenant')
  @Query(() => Tenant, { nullable: true, description: 'One tenant; null: there is none of that slug.' })
  async tenant(@Args('slug', { type: () => String, description: 'Which.' }) slug: string) {
    return (await this.unitOfWork.operator((tx) => this.control.overviewOf(tx, slug))) ?? null;
  }

  @Can('manage', 'Tenant')
  @ResolveField(() => [TenantHostType], { description: 'Hosts that are claimed and have still to be proved, by name.' })
  claims(@Parent() { claims }: TenantOverview): TenantHostType[] {
    return claims.map((claim) => hostView(claimedHost(claim)));
  }

  @Can('manage', 'Tenant')
  @Query(() => [Cell], { description: 'Where tenants live.' })
  cells() {
    return this.unitOfWork.operator((tx) => this.control.cells(tx));
  }

  @Can('read', 'Audit')
  @Query(() => OperatorEntryConnection, { description: 'What operators did, newest first.' })
  async operatorLog(
    @Args() page: PageArgs,
    @Args('slug', { type: () => String, nullable: true, description: 'Only to this tenant or operator.' })
    slug?: string | null,
    @Args('actor', { type: () => String, nullable: true, description: 'Only by this operator.' }) actor?: string | null,
  ) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['instant', 'id']);
    const filter = { slug: slug ?? null, actor: actor ?? null };
    const found = await this.unitOfWork.operator((tx) => this.control.entries(tx, filter, after, first + 1));
    return connection(found.map(entryView), first, ({ recordedAt, id }) => [recordedAt.toISOString(), id]);
  }

  @Can('manage', 'Tenant')
  @Mutation(() => TenantResult, {
    description: 'Gives a tenant another name, which its sign-in page follows; slug and hosts stay.',
  })
  renameTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: RenameTenantInput) {
    return this.changed(ctx, input, async (by) => {
      await this.renaming.execute(input.slug, input.name, by);
      await realmFollows(this.life, input.slug);
    });
  }

  @Can('manage', 'Tenant')
  @Mutation(() => TenantResult, { description: 'Closes a tenant to everybody.' })
  suspendTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: SuspendTenantInput) {
    return this.changed(ctx, input, (by) => this.switching.execute(input.slug, 'suspended', by));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => TenantResult, { description: 'Opens a suspended tenant again.' })
  resumeTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: ResumeTenantInput) {
    return this.changed(ctx, input, (by) => this.switching.execute(input.slug, 'active', by));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => TenantResult, { description: 'Sets what a plan allows.' })
  setPlanLimits(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: SetPlanLimitsInput) {
    const { attractions, staff, requestsPerSecond } = input;
    const wanted = {
      ...(attractions !== undefined && { attractions }),
      ...(staff !== undefined && { staff }),
      ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    };
    return this.changed(ctx, input, (by) => this.limits.execute(input.slug, wanted, by));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => TenantHostResult, {
    description: 'Adds a host: one below ours is reached at once, another domain has to carry a token first.',
  })
  async addTenantHost(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: AddTenantHostInput) {
    const claimed = await this.hosts.add(input.slug, input.host, operatorOf(ctx, input));
    if (claimed.verified) await realmFollows(this.life, input.slug);
    return hostView(claimed);
  }

  @Can('manage', 'Tenant')
  @Mutation(() => TenantHostResult, {
    description: 'Asks DNS for the token of a host; once found, the host is reached.',
  })
  async verifyTenantHost(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: VerifyTenantHostInput) {
    const claimed = await this.hosts.verify(input.slug, input.host, operatorOf(ctx, input));
    await realmFollows(this.life, input.slug);
    return hostView(claimed);
  }

  @Can('manage', 'Tenant')
  @Mutation(() => RemoveTenantHostResult, { description: 'Takes a host away; who comes there finds nobody.' })
  async removeTenantHost(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: RemoveTenantHostInput) {
    await this.hosts.remove(input.slug, input.host, operatorOf(ctx, input));
    await realmFollows(this.life, input.slug);
    return { host: input.host };
  }

  @Can('manage', 'Staff')
  @Mutation(() => AdministratorPasswordResult, {
    description:
      'Gives an administrator of a tenant a temporary password: the first one, or who locked themselves out.',
  })
  async issueAdministratorPassword(
    @Ctx() ctx: RequestContext,
    @Args('input', INPUT) input: IssueAdministratorPasswordInput,
  ) {
    const { slug, username } = input;
    const password = await this.passwords.execute(ctx, slug, username, operatorOf(ctx, input));
    return { username, temporaryPassword: password?.reveal() ?? null };
  }

  /** Acts as the operator who asks, and answers what the tenant is then. */
  private async changed(
    ctx: RequestContext,
    input: SuspendTenantInput,
    act: (by: ByOperator) => Promise<unknown>,
  ): Promise<TenantOverview> {
    await act(operatorOf(ctx, input));
    const tenant = await this.unitOfWork.operator((tx) => this.control.overviewOf(tx, input.slug));
    if (!tenant) throw new TenantUnknown(input.slug);
    return tenant;
  }
}

function hostView({ host, verified, publish }: ClaimedHost): TenantHostType {
  return { host, verified, publish: publish ?? null };
}

function entryView({ subject, before, after, tenantId: _internal, ...entry }: OperatorEntry): OperatorEntryType {
  return { ...entry, slug: subject, before: json(before), after: json(after) };
}

function json(facts: unknown): string | null {
  return facts === null || facts === undefined ? null : JSON.stringify(facts);
}
