import { graphql } from '@lianpiao/graphql-client';

import { ask } from '../../../shared/ask.js';
import type { OrderKey } from '../payment.js';
import { Refused } from '../refused.js';

const ClaimDocument = graphql(`
  mutation Claim($input: ClaimOrderInput!) {
    claimOrder(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

/** Puts a guest's order into the account of who is signed in. Once there it stays, so its id is key enough. */
export async function claim({ id: orderId, accessKey }: OrderKey): Promise<void> {
  const input = { orderId, accessKey, idempotencyKey: `claim-${orderId}` };
  const { claimOrder: answer } = await ask(ClaimDocument, { input });
  if (answer.__typename !== 'Order') throw new Refused(answer.code);
}
