import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { loader } from '@lianpiao/graphql';
import { formatHumanCode } from '@lianpiao/ticket-token';
import { Injectable } from '@nestjs/common';

import type { TicketType } from '../graphql/ticket.types.js';
import { TicketRepository, type TicketRow } from '../persistence/ticket-repository.js';

/** The tickets of orders, however many orders a page shows: one query. */
type TicketOfOrder = Omit<TicketType, 'facts'>;

@Injectable()
export class OrderTickets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tickets: TicketRepository,
  ) {}

  async of(ctx: RequestContext, orderId: string): Promise<readonly TicketOfOrder[]> {
    const tickets = await loader(ctx, 'ticketing.orderTickets', (ids: readonly string[]) => this.load(ctx, ids)).load(
      orderId,
    );
    return tickets ?? [];
  }

  private async load(ctx: RequestContext, orderIds: readonly string[]): Promise<Map<string, TicketOfOrder[]>> {
    const rows = await this.unitOfWork.read(ctx, (tx) => this.tickets.ofOrders(tx, orderIds));
    const byOrder = new Map<string, TicketOfOrder[]>(orderIds.map((id) => [id, []]));
    for (const row of rows) byOrder.get(row.order_id)?.push(view(row));
    return byOrder;
  }
}

function view(row: TicketRow): TicketOfOrder {
  return {
    id: row.id,
    code: formatHumanCode(row.code),
    token: row.token,
    qrText: row.token,
    state: row.state,
    unitType: row.unit_type,
    validFrom: row.not_before,
    validUntil: row.not_after,
    visitsUsed: row.visits_used,
    visitsTotal: row.visits_allowed,
    attractionIds: row.attraction_ids,
    visitedIds: row.visited_ids,
  };
}
