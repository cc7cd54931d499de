export { execute, GraphQLRefused, type ExecuteOptions } from './execute.js';
export { graphql } from './generated/gql.js';
export * from './generated/graphql.js';
