import { graphql, type MyOrdersQuery } from '@lianpiao/graphql-client';

import { ask } from '../../../shared/ask.js';

const MyOrdersDocument = graphql(`
  query MyOrders($after: String) {
    myOrders(first: 20, after: $after) {
      nodes {
        id
        number
        state
        createdAt
        total {
          minor
          currency
        }
        lines {
          line
          quantity
          productName {
            zh
            en
          }
        }
        payments {
          state
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type MyOrder = MyOrdersQuery['myOrders']['nodes'][number];

export interface MyOrders {
  readonly orders: readonly MyOrder[];
  readonly isAll: boolean;
}

/** The newest orders of who is signed in, so many pages of them. */
export async function myOrders({ pages }: { readonly pages: number }, signal: AbortSignal): Promise<MyOrders> {
  const orders: MyOrder[] = [];
  let after: string | null | undefined = null;
  for (let page = 0; page < pages; page += 1) {
    const { myOrders: found }: MyOrdersQuery = await ask(MyOrdersDocument, { after }, signal);
    orders.push(...found.nodes);
    after = found.pageInfo.endCursor;
    if (!found.pageInfo.hasNextPage) return { orders, isAll: true };
  }
  return { orders, isAll: false };
}
