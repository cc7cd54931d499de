import { resultUnion } from '@lianpiao/graphql';
import { Field, ObjectType } from '@nestjs/graphql';

import { AssignSplitRule } from '../use-cases/assign-split-rule.js';
import { SettlementPeriod, SplitRuleType } from './settlement.types.js';

@ObjectType({ description: 'A period that was closed; its statements are issued.' })
export class ClosedPeriod {
  @Field(() => SettlementPeriod, { description: 'The period.' })
  readonly period!: SettlementPeriod;
}

export const DefineSplitRuleResult = resultUnion('DefineSplitRuleResult', 'The rule, or why not.', [SplitRuleType], []);
export const AssignSplitRuleResult = resultUnion(
  'AssignSplitRuleResult',
  'The rule that applies from now on, or why not.',
  [SplitRuleType],
  AssignSplitRule.failures,
);
export const CloseDayResult = resultUnion('CloseDayResult', 'The closed period, or why not.', [ClosedPeriod], []);
