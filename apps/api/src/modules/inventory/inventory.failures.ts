import { FailureType, LocalDateScalar } from '@lianpiao/graphql';
import { DomainFailure, type LocalDate } from '@lianpiao/kernel';
import { Field, Int } from '@nestjs/graphql';

import type { HoldState } from './domain/hold-state.js';

@FailureType('An attraction has not enough places left on a date.')
export class CapacityExhausted extends DomainFailure {
  readonly code = 'CAPACITY_EXHAUSTED';

  @Field(() => String, { description: 'Code of the attraction.' })
  readonly attractionCode: string;

  @Field(() => LocalDateScalar, { description: 'The date that is short.' })
  readonly visitDate: LocalDate;

  @Field(() => Int, { description: 'Places left, fewer than were asked for.' })
  readonly left: number;

  constructor(
    readonly attractionId: string,
    attractionCode: string,
    visitDate: LocalDate,
    left: number,
  ) {
    super(`${attractionCode} ${visitDate}: ${left} left`);
    this.attractionCode = attractionCode;
    this.visitDate = visitDate;
    this.left = left;
  }
}

/** The hold is no longer what the step needs, e.g. it expired before the payment came. Never shown: callers decide. */
export class HoldNotActive extends DomainFailure {
  readonly code = 'HOLD_NOT_ACTIVE';

  constructor(
    readonly holdId: string,
    /** Undefined when there is no such hold. */
    readonly state: HoldState | undefined,
  ) {
    super(`${holdId}: ${state ?? 'unknown'}`);
  }
}
