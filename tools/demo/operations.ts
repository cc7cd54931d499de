import { graphql } from '@lianpiao/graphql-client';

/** Every operation the demo sends: what an integrator would write. */

export const ImportAttractions = graphql(`
  mutation DemoImport($input: ImportAttractionsInput!) {
    importAttractions(input: $input) {
      __typename
      ... on AttractionImport {
        created
        updated
        unchanged
        total
      }
      ... on ImportRejected {
        errors {
          row
          column
          code
        }
      }
      ... on Failure {
        code
      }
    }
  }
`);

export const DefineSplitRule = graphql(`
  mutation DemoDefineSplitRule($input: DefineSplitRuleInput!) {
    defineSplitRule(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

export const AssignSplitRule = graphql(`
  mutation DemoAssignSplitRule($input: AssignSplitRuleInput!) {
    assignSplitRule(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

export const CreateProduct = graphql(`
  mutation DemoCreateProduct($input: CreateProductInput!) {
    createProduct(input: $input) {
      __typename
      ... on InvalidInput {
        field
        rule
      }
      ... on Failure {
        code
      }
    }
  }
`);

export const PublishProduct = graphql(`
  mutation DemoPublishProduct($input: PublishProductInput!) {
    publishProduct(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

export const CreateGates = graphql(`
  mutation DemoCreateGates($input: CreateGatesInput!) {
    createGates(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

export const CreatePartner = graphql(`
  mutation DemoCreatePartner($input: CreatePartnerInput!) {
    createPartner(input: $input) {
      __typename
      ... on PartnerCreated {
        clientSecret
        partner {
          clientId
        }
      }
      ... on Failure {
        code
      }
    }
  }
`);

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

export const RevokeTicket = graphql(`
  mutation DemoRevoke($input: RevokeTicketInput!) {
    revokeTicket(input: $input) {
      __typename
      ... on Failure {
        code
      }
    }
  }
`);

export const Proof = graphql(`
  query DemoProof {
    ledgerProof {
      holds
      journals
      postings
      unbalancedJournals
      mismatchedPasses
      eventsWaiting
      eventsParked
      cash {
        minor
      }
      pspFees {
        minor
      }
      passLiability {
        minor
      }
      payables {
        minor
      }
      fund {
        minor
      }
      refundsPayable {
        minor
      }
      commission {
        minor
      }
      breakage {
        minor
      }
      cancellationFees {
        minor
      }
      left {
        minor
      }
      right {
        minor
      }
    }
  }
`);

export const CloseDay = graphql(`
  mutation DemoCloseDay($input: CloseDayInput!) {
    closeDay(input: $input) {
      __typename
      ... on ClosedPeriod {
        period {
          number
        }
      }
      ... on Failure {
        code
      }
    }
  }
`);

export const Statements = graphql(`
  query DemoStatements($periodNumber: Int) {
    statements(first: 100, periodNumber: $periodNumber) {
      nodes {
        number
        attractionCode
        attractionName {
          zh
          en
        }
        visits
        gateValue {
          minor
        }
        gross {
          minor
        }
        share {
          minor
        }
        closing {
          minor
        }
      }
    }
  }
`);
