import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { isId } from '@lianpiao/kernel';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import type { Operation } from '../domain/operation.js';
import { archiveKept } from '../operation-inputs.js';
import { OperationRepository } from '../persistence/operation-repository.js';
import { GiveUpOperation } from '../use-cases/give-up-operation.js';
import { StartOperation } from '../use-cases/start-operation.js';
import {
  AbortMoveInput,
  EraseTenantInput,
  ExportTenantInput,
  GiveUpOperationInput,
  MoveTenantInput,
  ProvisionTenantInput,
  RestoreTenantInput,
} from './control.inputs.js';
import { GiveUpOperationResult, OperationResultUnion } from './control.results.js';
import { OperationConnection, OperationType } from './control.types.js';
import { operatorOf } from './operator.js';

const INPUT = { description: 'What is asked.' };

@Resolver(() => OperationType)
export class OperationsResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rows: OperationRepository,
    private readonly operations: StartOperation,
    private readonly givingUp: GiveUpOperation,
  ) {}

  @Can('manage', 'Tenant')
  @Query(() => OperationType, {
    nullable: true,
    description: 'How an operation stands; null: there is none of that id.',
  })
  async operation(@Args('id', { type: () => ID, description: 'Which.' }) id: string) {
    const found = isId(id) ? await this.unitOfWork.operator((tx) => this.rows.find(tx, id)) : undefined;
    return found ? view(found) : null;
  }

  @Can('manage', 'Tenant')
  @Query(() => OperationConnection, { name: 'operations', description: 'Operations, newest first.' })
  async newest(
    @Args() page: PageArgs,
    @Args('slug', { type: () => String, nullable: true, description: 'Only those on this tenant.' })
    slug?: string | null,
  ) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['instant', 'id']);
    const found = await this.unitOfWork.operator((tx) => this.rows.page(tx, slug ?? null, after, first + 1));
    return connection(found.map(view), first, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Can('manage', 'Tenant')
  @Mutation(() => OperationResultUnion, {
    description: 'Brings an authority into being. Where that was cut off, the same again goes on.',
  })
  async provisionTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: ProvisionTenantInput) {
    const { slug, name, currency, timeZone, accentColor, administrator } = input;
    const { username, displayName, email } = administrator;
    const wanted = {
      ...{ slug, name: { zh: name.zh, en: name.en }, currency, timeZone, accentColor },
      administrator: { username, displayName, email },
    };
    return view(await this.operations.provision(wanted, operatorOf(ctx, input)));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => OperationResultUnion, { description: 'Takes a tenant to another cell while it sells and scans.' })
  async moveTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: MoveTenantInput) {
    const { slug, cell } = input;
    return view(await this.operations.move({ slug, cell }, operatorOf(ctx, input)));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => OperationResultUnion, {
    description: 'Gives up an unfinished move: the tenant is open where it was, and its copies go.',
  })
  async abortMove(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: AbortMoveInput) {
    return view(await this.operations.abortMove(input.slug, operatorOf(ctx, input)));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => OperationResultUnion, { description: 'Writes all a tenant has to an archive.' })
  async exportTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: ExportTenantInput) {
    return view(await this.operations.export(input.slug, operatorOf(ctx, input)));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => OperationResultUnion, { description: 'Makes a tenant of an archive.' })
  async restoreTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: RestoreTenantInput) {
    const { slug, archive, sha256 = null } = input;
    return view(await this.operations.restore({ slug, archive, sha256 }, operatorOf(ctx, input)));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => OperationResultUnion, { description: 'Removes a suspended tenant for good; the proof is kept.' })
  async eraseTenant(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: EraseTenantInput) {
    const erasing = { slug: input.slug, sha256: archiveKept(input) };
    return view(await this.operations.erase(erasing, operatorOf(ctx, input)));
  }

  @Can('manage', 'Tenant')
  @Mutation(() => GiveUpOperationResult, {
    description:
      'Ends an operation that waits for what may never come back. What it did stays; the same, sent again, goes on.',
  })
  async giveUpOperation(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: GiveUpOperationInput) {
    return view(await this.givingUp.execute(input.slug, operatorOf(ctx, input)));
  }
}

function view({ result, steps, ...operation }: Operation): OperationType {
  return {
    ...operation,
    steps: steps.map(({ name, doneAt }) => ({ name, doneAt: new Date(doneAt) })),
    result:
      result &&
      ({ ...result, ...(result.bytes !== undefined && { bytes: String(result.bytes) }) } as OperationType['result']),
  };
}
