import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Resolver } from '@nestjs/graphql';

import { AssignSplitRule } from '../use-cases/assign-split-rule.js';
import { CloseDay } from '../use-cases/close-day.js';
import { DefineSplitRule } from '../use-cases/define-split-rule.js';
import { AssignSplitRuleResult, CloseDayResult, DefineSplitRuleResult } from './settlement.results.js';
import { AssignSplitRuleInput, CloseDayInput, DefineSplitRuleInput } from './settlement.types.js';

const INPUT = { description: 'What is asked.' };

@Resolver()
export class SettlementCommandsResolver {
  constructor(
    private readonly define: DefineSplitRule,
    private readonly assign: AssignSplitRule,
    private readonly close: CloseDay,
  ) {}

  @Can('manage', 'SplitRule')
  @Mutation(() => DefineSplitRuleResult, {
    description: 'Writes down how revenue is split, as a new version of the rule.',
  })
  defineSplitRule(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: DefineSplitRuleInput) {
    return this.define.execute(ctx, input);
  }

  @Can('manage', 'SplitRule')
  @Mutation(() => AssignSplitRuleResult, { description: 'Puts a product under a rule, from the next sale on.' })
  assignSplitRule(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: AssignSplitRuleInput) {
    return this.assign.execute(ctx, input);
  }

  @Can('close', 'Ledger')
  @Mutation(() => CloseDayResult, {
    description: 'Closes the open period now and issues a statement to every attraction.',
  })
  async closeDay(@Ctx() ctx: RequestContext, @Args('input', INPUT) input: CloseDayInput) {
    return { period: await this.close.execute(ctx, input) };
  }
}
