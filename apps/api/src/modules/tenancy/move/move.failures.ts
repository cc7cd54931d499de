import { DomainFailure } from '@lianpiao/kernel';

/** The tenant is being moved or erased at this moment, by another process. */
export class MoveUnderWay extends DomainFailure {
  readonly code = 'MOVE_UNDER_WAY';
}

/** Nothing of the move is left on any cell that answers; the tenant is open where it was. `reason` says what stood in its way. */
export class MoveFailed extends DomainFailure {
  readonly code = 'MOVE_FAILED';

  constructor(
    readonly reason:
      | 'SAME_SERVER'
      | 'WAL_LEVEL'
      | 'UNKNOWN_CELL'
      | 'BEHIND'
      | 'COPY_STOPPED'
      | 'COPY_SLOW'
      | 'BUSY'
      | 'NOT_CAUGHT_UP'
      | 'DIFFERENT'
      | 'DIRECTORY_CHANGED',
    options?: { cause: unknown },
  ) {
    super(reason, options);
  }
}
