import { graphql } from '@lianpiao/graphql-client';

/** What the bureau sends to open a region, and to stop a ticket. */

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
