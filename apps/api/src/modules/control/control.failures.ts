import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';

@FailureType('Another operation on the same tenant is not finished.')
export class OperationUnderWay extends DomainFailure {
  readonly code = 'OPERATION_UNDER_WAY';
}

@FailureType('There is no unfinished operation on the tenant.')
export class NothingUnderWay extends DomainFailure {
  readonly code = 'NOTHING_UNDER_WAY';
}

@FailureType('This deployment has no such cell.')
export class CellUnknown extends DomainFailure {
  readonly code = 'CELL_UNKNOWN';
}
