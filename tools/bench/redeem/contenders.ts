import { closedLoop, type Measured } from '../load/closed-loop.js';
import { signInAll, type BenchTenant } from '../platform/bench-tenant.js';
import type { Surroundings } from '../platform/surroundings.js';
import { gateRoute, Gates, graphqlDoor, type Door } from './doors.js';
import type { Range } from './passes.js';
import type { TicketPress } from './ticket-press.js';
import { yardstick } from './yardstick.js';

/** A way to redeem tickets. */
export interface Contender {
  readonly name: string;
  readonly floor?: number;
  /** Redeems passes of the range, each at most once, for so long. */
  run(passes: Range, seconds: number): Promise<Measured>;
}

/** The yardstick first. Floors are those of the current stage; the next stage wants 0.6 and 1.0. */
export async function contenders(
  around: Surroundings,
  port: number,
  tenant: BenchTenant,
  press: TicketPress,
  clients: number,
): Promise<Contender[]> {
  const tokens = await signInAll(around, tenant);
  const through = (door: Door) => async (passes: Range, seconds: number) => {
    const tickets = press.print(passes);
    const gates = await Gates.open(door, port, tenant.host, tokens);
    try {
      return await closedLoop(clients, seconds, gates.turns(tickets, passes.first));
    } finally {
      gates.close();
    }
  };
  const all = [
    { name: 'pgbench -M prepared', run: yardstick(around, tenant, clients) },
    { name: 'GraphQL redeemTicket', floor: 0.3, run: through(graphqlDoor) },
    { name: 'POST /gate/v1/redemptions', floor: 0.6, run: through(gateRoute) },
  ];
  return all.filter(({ name }) => name.includes(around.only));
}
