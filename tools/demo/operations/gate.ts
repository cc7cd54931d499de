import { graphql } from '@lianpiao/graphql-client';

/** What a gate sends. */

export const RedeemTicket = graphql(`
  mutation DemoRedeem($input: RedeemTicketInput!) {
    redeemTicket(input: $input) {
      __typename
      ... on RedemptionRefused {
        reason
      }
      ... on Failure {
        code
      }
    }
  }
`);
