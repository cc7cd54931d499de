import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { OrderType } from '../../ordering/index.js';
import { OrderTickets } from '../queries/order-tickets.js';
import { TicketType } from './ticket.types.js';

/** Adds its tickets to an order. Whoever was let in to the order may see them. */
@Resolver(() => OrderType)
export class OrderTicketsResolver {
  constructor(private readonly tickets: OrderTickets) {}

  @Can('read', 'Order')
  @ResolveField('tickets', () => [TicketType], {
    description: 'Its tickets, in the order of its lines; empty until they are issued.',
  })
  async ticketsOf(@Ctx() ctx: RequestContext, @Parent() { id, facts }: OrderType): Promise<TicketType[]> {
    const tickets = await this.tickets.of(ctx, id);
    return tickets.map((ticket) => ({ ...ticket, facts }));
  }
}
