import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';

@FailureType('No split rule has this code.')
export class SplitRuleNotFound extends DomainFailure {
  readonly code = 'SPLIT_RULE_NOT_FOUND';
}
