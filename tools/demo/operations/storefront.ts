import { graphql } from '@lianpiao/graphql-client';

/** What visitors and partners send. */

export const Catalogue = graphql(`
  query DemoCatalogue($after: String) {
    products(first: 100, after: $after) {
      nodes {
        code
        attractions {
          code
        }
        options {
          units {
            id
            type
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const Attractions = graphql(`
  query DemoAttractions {
    attractions(first: 100) {
      nodes {
        code
        name {
          zh
          en
        }
        gatePrice {
          minor
        }
      }
    }
  }
`);

export const HoldOrder = graphql(`
  mutation DemoHold($input: HoldOrderInput!) {
    holdOrder(input: $input) {
      __typename
      ... on HeldOrder {
        accessKey
        order {
          id
          total {
            minor
          }
        }
      }
      ... on Failure {
        code
      }
    }
  }
`);

export const PayOrder = graphql(`
  mutation DemoPay($input: PayOrderInput!) {
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

export const ConfirmOrder = graphql(`
  mutation DemoConfirm($input: ConfirmOrderInput!) {
    confirmOrder(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

export const RefundOrder = graphql(`
  mutation DemoRefund($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      __typename
      ... on Refund {
        amount {
          minor
        }
      }
      ... on Failure {
        code
      }
    }
  }
`);

export const OrderTickets = graphql(`
  query DemoOrder($id: ID!, $accessKey: String) {
    order(id: $id, accessKey: $accessKey) {
      state
      tickets {
        code
        token
        validUntil
      }
    }
  }
`);

export const OrderRefunds = graphql(`
  query DemoRefunds($id: ID!, $accessKey: String) {
    order(id: $id, accessKey: $accessKey) {
      refunds {
        state
      }
    }
  }
`);
