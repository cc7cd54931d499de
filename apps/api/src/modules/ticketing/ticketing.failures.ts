import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field } from '@nestjs/graphql';

import { PassState } from './domain/pass-state.js';

@FailureType('There is no such gate, or it is retired.')
export class GateNotFound extends DomainFailure {
  readonly code = 'GATE_NOT_FOUND';

  @Field(() => String, { description: 'The code that was asked for.' })
  readonly gateCode: string;

  constructor(gateCode: string) {
    super(gateCode);
    this.gateCode = gateCode;
  }
}

@FailureType('Another gate has this code.')
export class GateCodeTaken extends DomainFailure {
  readonly code = 'GATE_CODE_TAKEN';

  @Field(() => String, { description: 'The code that is taken.' })
  readonly gateCode: string;

  constructor(gateCode: string) {
    super(gateCode);
    this.gateCode = gateCode;
  }
}

@FailureType('There is no ticket with this code.')
export class TicketNotFound extends DomainFailure {
  readonly code = 'TICKET_NOT_FOUND';
}

@FailureType('Only an active pass can be revoked.')
export class TicketNotActive extends DomainFailure {
  readonly code = 'TICKET_NOT_ACTIVE';

  @Field(() => PassState, { description: 'The state its pass is in.' })
  readonly state: PassState;

  constructor(state: PassState) {
    super(state);
    this.state = state;
  }
}

@FailureType('More scans are waiting than can be answered in time; the gate decides offline or asks again.')
export class TooManyScans extends DomainFailure {
  readonly code = 'TOO_MANY_SCANS';
}

@FailureType('The identity provider does not answer now: send the same command again, under the same key.')
export class IdentityProviderSilent extends DomainFailure {
  readonly code = 'IDENTITY_PROVIDER_SILENT';
}
