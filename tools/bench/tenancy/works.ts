import type { UnitOfWork } from '@lianpiao/db';
import { businessDate, newId } from '@lianpiao/kernel';

import { settlementConsumers } from '../../../apps/api/src/modules/settlement/index.js';
import { redeemParams, REDEEM, ticketingConsumers } from '../../../apps/api/src/modules/ticketing/index.js';
import { KeepAliveClient } from '../load/keep-alive-client.js';
import type { Turn } from '../load/closed-loop.js';
import { CUT_OFF, TIME_ZONE } from '../platform/bench-tenant.js';
import { idOf, Kind } from '../redeem/ids.js';
import type { FleetTenant } from './fleet.js';
import type { Order } from './orders.js';

const EVENT_TYPES = ['TicketRedeemed', 'PassFirstUsed', 'PassClosed'];
const subscriptions = EVENT_TYPES.flatMap((type) =>
  [...ticketingConsumers, ...settlementConsumers]
    .filter(({ types }) => (types as readonly string[]).includes(type))
    .map(({ consumerName }) => [type, consumerName] as const),
);

/** What a visitor's first look at a storefront asks. */
const CATALOGUE = `{ storefront { slug } products(first: 20) { nodes { code kind name { zh en } options { units { id type } } } } }`;

/** Looks at the storefronts of tenants in an order, through the public door. */
export async function looking(
  fleet: readonly FleetTenant[],
  next: Order,
  port: number,
  clients: number,
): Promise<{ turn: Turn; close: () => void }> {
  const open = await Promise.all(Array.from({ length: clients }, () => KeepAliveClient.open('127.0.0.1', port)));
  const body = JSON.stringify({ query: CATALOGUE });
  const turn: Turn = async (client) => {
    const { host } = fleet[next()] ?? fail();
    const head = `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
    const answer = await open[client]?.exchange(`${head}\r\n\r\n${body}`);
    if (answer?.status !== 200 || !answer.body.includes('"joint-pass"'))
      throw new Error(`no catalogue: ${answer?.status ?? ''} ${answer?.body.slice(0, 400) ?? ''}`);
  };
  const close = () => open.forEach((client) => client.close());
  return { turn, close };
}

/**
 * Redeems passes of tenants in an order: the product's statement in a transaction of its own. One scan each, since gates of one tenant
 * share a transaction and those of different tenants never do: what is compared is what a tenant more costs, not how busy each one is.
 */
export class Redeeming {
  private readonly used = new Map<string, number>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  turn(fleet: readonly FleetTenant[], next: Order): Turn {
    return async () => {
      const { tenant } = fleet[next()] ?? fail();
      const pass = this.used.get(tenant.id) ?? 0;
      this.used.set(tenant.id, pass + 1);
      const now = new Date();
      const businessDay = businessDate(now, TIME_ZONE, CUT_OFF);
      const params = redeemParams([scanOf(pass, now)], {
        ...{ now, businessDay, subscriptions, timeZone: TIME_ZONE, cutOff: CUT_OFF },
      });
      const [verdict] = await this.unitOfWork.write({ tenant }, (tx) =>
        tx.preparedLast<{ reason: string | null }>(REDEEM, params),
      );
      if (verdict?.reason !== null) throw new Error(`not let in: ${verdict?.reason ?? 'no verdict'}`);
    };
  }
}

function scanOf(pass: number, scannedAt: Date) {
  return {
    ...{ redemptionId: newId(), firstUseEventId: newId(), closedEventId: newId() },
    ...{ gateId: idOf(Kind.gate, pass % 36), attractionId: idOf(Kind.attraction, pass % 36) },
    ...{ nonce: newId(), passId: idOf(Kind.pass, pass), verdict: null, scannedAt, operator: 'bench' },
  };
}

function fail(): never {
  throw new Error('a fleet of nobody');
}
