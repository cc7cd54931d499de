import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { AttractionLabels } from '../queries/attraction-labels.js';
import { ListTicketKeys } from '../queries/list-ticket-keys.js';
import { RevokeTicket } from '../use-cases/revoke-ticket.js';
import { AttractionLabel, TicketKey, TicketType } from './ticket.types.js';
import { RevokeTicketInput, RevokeTicketResult } from './ticketing.results.js';

@Resolver(() => TicketType)
export class TicketResolver {
  constructor(
    private readonly keys: ListTicketKeys,
    private readonly labels: AttractionLabels,
    private readonly revoke: RevokeTicket,
  ) {}

  @Can('read', 'Ticket')
  @Query(() => [TicketKey], {
    description:
      'Public keys that tickets are verified with, the retired ones too: gates without a connection keep them.',
  })
  ticketKeys(@Ctx() ctx: RequestContext) {
    return this.keys.all(ctx);
  }

  @Can('revoke', 'Ticket')
  @Mutation(() => RevokeTicketResult, {
    description: 'Ends a ticket for cause; what is left on it is settled, not refunded.',
  })
  revokeTicket(@Ctx() ctx: RequestContext, @Args('input', { description: 'The ticket.' }) input: RevokeTicketInput) {
    return this.revoke.execute(ctx, input);
  }

  @Can('read', 'Ticket')
  @ResolveField(() => [AttractionLabel], { description: 'Where it may be used, by code.' })
  attractions(@Ctx() ctx: RequestContext, @Parent() ticket: TicketType) {
    return this.labels.of(ctx, ticket.attractionIds);
  }

  @Can('read', 'Ticket')
  @ResolveField(() => [AttractionLabel], { description: 'Where it was used, by code.' })
  visited(@Ctx() ctx: RequestContext, @Parent() ticket: TicketType) {
    return this.labels.of(ctx, ticket.visitedIds);
  }
}
