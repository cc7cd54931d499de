import { GraphQLRefused } from '@lianpiao/graphql-client';

import { Proof } from './operations/finance.js';
import { Attractions, OrderTickets } from './operations/storefront.js';
import type { Held } from './shopping.js';
import type { TenantApi } from './tenant-api.js';

export interface IsolationCheck {
  readonly what: string;
  readonly holds: boolean;
}

/** What each authority could try on the other, and what it gets. */
export async function isolationChecks(one: TenantApi, other: TenantApi, orderOfOne: Held): Promise<IsolationCheck[]> {
  const foreignToken = await refused(async () => other.send(Proof, {}, await one.staffToken('finance')));
  const anonymous = await refused(async () => other.send(Proof, {}));
  const { orderId: id, accessKey } = orderOfOne;
  const { order } = await other.asVisitor(OrderTickets, { id, accessKey });
  const own = await one.asVisitor(Attractions, {});
  const theirs = await other.asVisitor(Attractions, {});
  const codes = new Set(own.attractions.nodes.map(({ code }) => code));
  const names = `${one.tenant.slug} → ${other.tenant.slug}`;
  return [
    { what: `${names}: a token of one is refused by the other (401)`, holds: foreignToken === 401 },
    { what: `${names}: without a token the books are closed`, holds: anonymous === 'UNAUTHENTICATED' },
    { what: `${names}: an order of one, even with its key, does not exist at the other`, holds: order === null },
    {
      what: `${names}: the catalogues share nothing`,
      holds: theirs.attractions.nodes.every(({ code }) => !codes.has(code)),
    },
  ];
}

async function refused(ask: () => Promise<unknown>): Promise<number | string | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLRefused)) throw error;
    return error.status === 401 ? 401 : error.code;
  }
}
