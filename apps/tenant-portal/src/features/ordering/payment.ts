import { graphql } from '@lianpiao/graphql-client';

import { ask } from '../../shared/ask.js';
import { Refused } from './refused.js';

const PayDocument = graphql(`
  mutation Pay($input: PayOrderInput!) {
    payOrder(input: $input) {
      __typename
      ... on Checkout {
        checkoutUrl
      }
      ... on Failure {
        code
      }
    }
  }
`);

export interface OrderKey {
  readonly id: string;
  /** Whoever holds it may see, pay and return the order. */
  readonly accessKey: string;
}

/**
 * Opens a payment and answers the provider's page. `attempt` counts those that came to nothing: until one does, asking again
 * leads to the same payment, so that nobody pays twice.
 */
export async function openPayment({ id: orderId, accessKey }: OrderKey, attempt: number): Promise<string> {
  const returnUrl = `${location.origin}${pageOf({ id: orderId, accessKey })}`;
  const input = { orderId, accessKey, returnUrl, idempotencyKey: `pay-${orderId}-${attempt}` };
  const { payOrder: checkout } = await ask(PayDocument, { input });
  if (checkout.__typename !== 'Checkout') throw new Refused(checkout.code);
  return checkout.checkoutUrl;
}

/** The key travels in the fragment, which browsers send to nobody. */
export function pageOf({ id, accessKey }: OrderKey): string {
  return `/orders/${id}#${accessKey}`;
}
