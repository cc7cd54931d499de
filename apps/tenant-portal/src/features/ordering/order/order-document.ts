import { graphql, type OrderQuery } from '@lianpiao/graphql-client';

export const OrderDocument = graphql(`
  query Order($id: ID!, $accessKey: String) {
    order(id: $id, accessKey: $accessKey) {
      id
      number
      state
      createdAt
      expiresAt
      isMine
      total {
        minor
        currency
      }
      lines {
        line
        productCode
        unitType
        quantity
        visitDate
        productName {
          zh
          en
        }
        total {
          minor
          currency
        }
      }
      payments {
        state
      }
      refunds {
        id
        state
        settledAt
        amount {
          minor
          currency
        }
      }
      tickets {
        id
        code
        qrText
        state
        unitType
        validFrom
        validUntil
        visitsUsed
        visitsTotal
        attractions {
          code
          name {
            zh
            en
          }
        }
        visited {
          code
          name {
            zh
            en
          }
        }
      }
    }
  }
`);

export type Order = NonNullable<OrderQuery['order']>;
export type Ticket = Order['tickets'][number];
export type Line = Order['lines'][number];
