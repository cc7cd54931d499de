import { CommandInput, resultUnion } from '@lianpiao/graphql';
import { Field, InputType } from '@nestjs/graphql';

import { GateNotFound, TooManyScans } from '../ticketing.failures.js';
import { CreateGates } from '../use-cases/create-gates.js';
import { RegisterGateDevice } from '../use-cases/register-gate-device.js';
import { RemoveGateDevice } from '../use-cases/remove-gate-device.js';
import { RevokeTicket } from '../use-cases/revoke-ticket.js';
import { GateDevice, GateDeviceRemoved } from './gate-device.types.js';
import { GatesCreated } from './gate.types.js';
import { RedemptionAccepted, RedemptionRefused } from './redemption.types.js';
import { TicketRevoked } from './ticket.types.js';

@InputType({ description: 'A ticket to end for cause.' })
export class RevokeTicketInput extends CommandInput {
  @Field(() => String, { description: 'Its code.' })
  readonly code!: string;

  @Field(() => String, { description: 'Why, at most 200 characters.' })
  readonly reason!: string;
}

export const CreateGatesResult = resultUnion(
  'CreateGatesResult',
  'The gates, or why not.',
  [GatesCreated],
  CreateGates.failures,
);
export const RedeemTicketResult = resultUnion(
  'RedeemTicketResult',
  "The gate's answer, or why there is none.",
  [RedemptionAccepted, RedemptionRefused],
  [GateNotFound, TooManyScans],
);
export const RevokeTicketResult = resultUnion(
  'RevokeTicketResult',
  'The end of the ticket, or why not.',
  [TicketRevoked],
  RevokeTicket.failures,
);
export const RegisterGateDeviceResult = resultUnion(
  'RegisterGateDeviceResult',
  'The device, or why not.',
  [GateDevice],
  RegisterGateDevice.failures,
);
export const RemoveGateDeviceResult = resultUnion(
  'RemoveGateDeviceResult',
  'That it is removed, or why not.',
  [GateDeviceRemoved],
  RemoveGateDevice.failures,
);
