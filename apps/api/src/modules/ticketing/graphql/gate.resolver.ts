import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Resolver } from '@nestjs/graphql';

import { CreateGates } from '../use-cases/create-gates.js';
import { RedeemTickets, type ScanAnswer } from '../use-cases/redeem-tickets.js';
import { CreateGatesInput, GateType } from './gate.types.js';
import { RedeemTicketInput } from './redemption.types.js';
import { CreateGatesResult, RedeemTicketResult } from './ticketing.results.js';

@Resolver(() => GateType)
export class GateResolver {
  constructor(
    private readonly create: CreateGates,
    private readonly redeem: RedeemTickets,
  ) {}

  @Can('create', 'Gate')
  @Mutation(() => CreateGatesResult, { description: 'Puts up gates.' })
  createGates(@Ctx() ctx: RequestContext, @Args('input', { description: 'The gates.' }) input: CreateGatesInput) {
    return this.create.execute(ctx, input);
  }

  @Can('redeem', 'Ticket')
  @Mutation(() => RedeemTicketResult, { description: 'Lets the holder of a ticket in, or says why not.' })
  async redeemTicket(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'The scan.' }) input: RedeemTicketInput,
  ) {
    return view(await this.redeem.execute(ctx, input));
  }
}

function view({ outcome, gate, ...answer }: ScanAnswer) {
  const __typename = outcome === 'accepted' ? 'RedemptionAccepted' : 'RedemptionRefused';
  return { __typename, ...answer, gateCode: gate.code, attraction: gate.attraction };
}
