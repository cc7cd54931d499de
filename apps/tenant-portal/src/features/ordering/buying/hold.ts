import { graphql } from '@lianpiao/graphql-client';

import { ask } from '../../../shared/ask.js';
import type { OrderKey } from '../payment.js';
import { Refused } from '../refused.js';
import type { Line } from './basket.js';

const HoldDocument = graphql(`
  mutation Hold($input: HoldOrderInput!) {
    holdOrder(input: $input) {
      __typename
      ... on HeldOrder {
        accessKey
        order {
          id
        }
      }
      ... on CapacityExhausted {
        left
        visitDate
      }
      ... on Failure {
        code
      }
    }
  }
`);

export interface Wanted {
  readonly lines: readonly Line[];
  readonly email: string;
  readonly locale: string;
}

/** Prices the order and keeps its places. */
export async function hold({ lines, email, locale }: Wanted, idempotencyKey: string): Promise<OrderKey> {
  const input = { lines: [...lines], locale, contact: email ? { email } : null, idempotencyKey };
  const { holdOrder: held } = await ask(HoldDocument, { input });
  if (held.__typename === 'HeldOrder') return { id: held.order.id, accessKey: held.accessKey };
  if (held.__typename === 'CapacityExhausted') {
    throw new Refused(held.code, { count: held.left, date: held.visitDate });
  }
  throw new Refused(held.code);
}
