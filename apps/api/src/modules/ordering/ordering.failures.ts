import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field, Int } from '@nestjs/graphql';

@FailureType('No such order, or the key does not open it.')
export class OrderNotFound extends DomainFailure {
  readonly code = 'ORDER_NOT_FOUND';
}

@FailureType('The order is in a state in which this cannot happen.')
export class OrderStateConflict extends DomainFailure {
  readonly code = 'ORDER_STATE_CONFLICT';

  @Field(() => String, { description: 'State the order is in.' })
  readonly state: string;

  constructor(state: string) {
    super(state);
    this.state = state;
  }
}

@FailureType('A unit that is not on sale: unknown, withdrawn, not for this date, or without a price for it.')
export class UnitNotOnSale extends DomainFailure {
  readonly code = 'UNIT_NOT_ON_SALE';

  @Field(() => Int, { description: 'Position of the line in the request, from 0.' })
  readonly line: number;

  constructor(line: number) {
    super(String(line));
    this.line = line;
  }
}

@FailureType('The partner is not known, or suspended.')
export class PartnerNotActive extends DomainFailure {
  readonly code = 'PARTNER_NOT_ACTIVE';
}

@FailureType('Another partner has this code.')
export class PartnerCodeTaken extends DomainFailure {
  readonly code = 'PARTNER_CODE_TAKEN';
}

@FailureType('The partner has another order under this reference of its own.')
export class ExternalReferenceTaken extends DomainFailure {
  readonly code = 'EXTERNAL_REFERENCE_TAKEN';
}

@FailureType("The order would exceed the partner's credit.")
export class CreditExceeded extends DomainFailure {
  readonly code = 'CREDIT_EXCEEDED';
}

@FailureType('The payment provider could not be reached; nothing was charged. Try again with a new key.')
export class PaymentProviderUnavailable extends DomainFailure {
  readonly code = 'PAYMENT_PROVIDER_UNAVAILABLE';
}

@FailureType('No such refund.')
export class RefundNotFound extends DomainFailure {
  readonly code = 'REFUND_NOT_FOUND';
}

@FailureType('The refund is in a state in which this cannot happen: somebody has decided it.')
export class RefundStateConflict extends DomainFailure {
  readonly code = 'REFUND_STATE_CONFLICT';

  @Field(() => String, { description: 'State the refund is in.' })
  readonly state: string;

  constructor(state: string) {
    super(state);
    this.state = state;
  }
}

@FailureType('A refund of this order waits for a decision already.')
export class RefundRequestedAlready extends DomainFailure {
  readonly code = 'REFUND_REQUESTED_ALREADY';
}

@FailureType('Whoever asked for a refund cannot be the one who decides it.')
export class SecondPersonNeeded extends DomainFailure {
  readonly code = 'SECOND_PERSON_NEEDED';
}

@FailureType('There is nothing unused to refund.')
export class NothingRefundable extends DomainFailure {
  readonly code = 'NOTHING_REFUNDABLE';
}
