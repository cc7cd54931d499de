import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';

@FailureType('Nobody of that name was let in to operate the platform.')
export class OperatorUnknown extends DomainFailure {
  readonly code = 'OPERATOR_UNKNOWN';
}

@FailureType('The last operator stays one: let another in first.')
export class LastOperator extends DomainFailure {
  readonly code = 'LAST_OPERATOR';
}
