import { execute, graphql } from '@lianpiao/graphql-client';

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
      ... on Failure {
        code
      }
    }
  }
`);

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

export interface Wanted {
  readonly lines: readonly { readonly unitId: string; readonly quantity: number; readonly visitDate: string | null }[];
  readonly email: string;
  readonly locale: string;
}

/** A business outcome the visitor should read about. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * Keeps the places and opens the payment. Resolves to the provider's page. The key of the order travels in the fragment of its
 * address, which browsers send to nobody.
 */
export async function buy({ lines, email, locale }: Wanted): Promise<string> {
  const input = { lines: [...lines], locale, contact: email ? { email } : null, idempotencyKey: crypto.randomUUID() };
  const { holdOrder: held } = await execute('/graphql', HoldDocument, { input });
  if (held.__typename !== 'HeldOrder') throw new Refused(held.code);
  const { order, accessKey } = held;
  const returnUrl = `${location.origin}/orders/${order.id}#${accessKey}`;
  const payment = { orderId: order.id, accessKey, returnUrl, idempotencyKey: crypto.randomUUID() };
  const { payOrder: checkout } = await execute('/graphql', PayDocument, { input: payment });
  if (checkout.__typename !== 'Checkout') throw new Refused(checkout.code);
  return checkout.checkoutUrl;
}
