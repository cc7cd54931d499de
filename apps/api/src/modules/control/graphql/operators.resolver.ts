import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { OperatorRepository, SwitchOperator, type Operator } from '../../identity/index.js';
import { DisableOperatorInput, EnableOperatorInput } from './control.inputs.js';
import { SwitchOperatorResult } from './control.results.js';
import { operatorOf } from './operator.js';
import { OperatorAccount, OperatorConnection } from './operators.types.js';

const INPUT = { description: 'What is asked.' };

@Resolver(() => OperatorAccount)
export class OperatorsResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rows: OperatorRepository,
    private readonly switching: SwitchOperator,
  ) {}

  @Can('manage', 'Staff')
  @Query(() => OperatorConnection, { description: 'Who operates the platform, or did, by name.' })
  async operators(@Args() page: PageArgs) {
    const first = pageSize(page);
    const [after] = decodeCursor(page.after, ['text']) ?? [];
    const found = await this.unitOfWork.operator((tx) => this.rows.page(tx, after, first + 1));
    return connection(found.map(view), first, ({ username }) => [username]);
  }

  @Can('manage', 'Staff')
  @Mutation(() => SwitchOperatorResult, {
    description: 'Locks another operator out; their tokens end at once. The last one stays.',
  })
  async disableOperator(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: DisableOperatorInput) {
    return view(await this.switching.execute(input.username, 'disabled', operatorOf(ctx, input)));
  }

  @Can('manage', 'Staff')
  @Mutation(() => SwitchOperatorResult, { description: 'Lets an operator in again, with the password they had.' })
  async enableOperator(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: EnableOperatorInput) {
    return view(await this.switching.execute(input.username, 'active', operatorOf(ctx, input)));
  }
}

function view({ username, email, state, version, convergedVersion, createdAt, updatedAt }: Operator): OperatorAccount {
  return { username, email, state, pending: convergedVersion < version, createdAt, updatedAt };
}
