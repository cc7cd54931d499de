import { graphql } from '@lianpiao/graphql-client';

import { ask } from '../../../shared/ask.js';
import type { OrderKey } from '../payment.js';
import { Refused } from '../refused.js';

const CancelDocument = graphql(`
  mutation Cancel($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

const RefundDocument = graphql(`
  mutation Refund($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

/** Gives up an order that is not paid. It can happen once, so its id is key enough. */
export async function cancel({ id: orderId, accessKey }: OrderKey): Promise<void> {
  const input = { orderId, accessKey, idempotencyKey: `cancel-${orderId}` };
  const { cancelOrder: answer } = await ask(CancelDocument, { input });
  if (answer.__typename !== 'Order') throw new Refused(answer.code);
}

/** Gives the tickets back for their price. */
export async function giveBack({ id: orderId, accessKey }: OrderKey): Promise<void> {
  const input = { orderId, accessKey, reason: 'visitor request', idempotencyKey: `refund-${orderId}` };
  const { refundOrder: answer } = await ask(RefundDocument, { input });
  if (answer.__typename !== 'Refund') throw new Refused(answer.code);
}
