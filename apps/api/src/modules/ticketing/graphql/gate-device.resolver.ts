import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Resolver } from '@nestjs/graphql';

import { RegisterGateDevice } from '../use-cases/register-gate-device.js';
import { RemoveGateDevice } from '../use-cases/remove-gate-device.js';
import { GateDevice, RegisterGateDeviceInput, RemoveGateDeviceInput } from './gate-device.types.js';
import { RegisterGateDeviceResult, RemoveGateDeviceResult } from './ticketing.results.js';

@Resolver(() => GateDevice)
export class GateDeviceResolver {
  constructor(
    private readonly register: RegisterGateDevice,
    private readonly remove: RemoveGateDevice,
  ) {}

  @Can('update', 'Gate')
  @Mutation(() => RegisterGateDeviceResult, {
    description: 'Lets the device at a gate sign in with its key. The key of the one before, and its last token, end.',
  })
  registerGateDevice(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'Gate and key.' }) input: RegisterGateDeviceInput,
  ) {
    return this.register.execute(ctx, input);
  }

  @Can('update', 'Gate')
  @Mutation(() => RemoveGateDeviceResult, {
    description: 'Removes the key of a device, and ends its last token. Harmless where there is none.',
  })
  removeGateDevice(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'The gate.' }) input: RemoveGateDeviceInput,
  ) {
    return this.remove.execute(ctx, input);
  }
}
