import { graphql } from '@lianpiao/graphql-client';

/** What the office that keeps the books sends. */

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
