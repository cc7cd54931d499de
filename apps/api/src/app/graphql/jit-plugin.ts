import {
  HeaderMap,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestListener,
  type GraphQLResponse,
} from '@apollo/server';
import type { RequestContext } from '@lianpiao/authz';
import type { Logger } from '@lianpiao/telemetry';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';

import { causeOf, formatError, isUnexpected } from './format-error.js';

const MOST_QUERIES = 500;

interface Carrier extends BaseContext {
  readonly requestContext?: RequestContext;
}
type Operation = GraphQLRequestContextResponseForOperation<Carrier>;

/**
 * Executes operations by code compiled once per query (graphql-jit): about a third more requests through the same Apollo.
 * Answering here skips Apollo's own error handling, so errors are logged and masked here too.
 */
export class JitPlugin implements ApolloServerPlugin<Carrier> {
  private readonly compiled = new Map<string, CompiledQuery>();

  constructor(private readonly logger: Logger) {}

  requestDidStart(): Promise<GraphQLRequestListener<Carrier>> {
    return Promise.resolve({ responseForOperation: (operation: Operation) => this.respond(operation) });
  }

  private async respond(operation: Operation): Promise<GraphQLResponse | null> {
    const query = this.compile(operation);
    if (!query) return null;
    const { contextValue, request } = operation;
    const { data, errors } = await query.query(undefined, contextValue, request.variables ?? {});
    const masked = errors?.map((error) => this.masked(error, contextValue));
    const headers = new HeaderMap();
    return {
      http: masked && data === undefined ? { headers, status: 400 } : { headers },
      body: {
        kind: 'single',
        singleResult: { ...(masked && { errors: masked }), ...(data !== undefined && { data }) },
      },
    };
  }

  private compile({ schema, document, operationName, queryHash }: Operation): CompiledQuery | undefined {
    const key = `${queryHash}:${operationName ?? ''}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const made = compileQuery(schema, document, operationName ?? '');
    if (!isCompiledQuery(made)) return undefined;
    const [oldest] = this.compiled.keys();
    if (oldest && this.compiled.size >= MOST_QUERIES) this.compiled.delete(oldest);
    this.compiled.set(key, made);
    return made;
  }

  private masked(error: GraphQLError, { requestContext }: Carrier): GraphQLFormattedError {
    if (isUnexpected(error)) {
      const about = { requestId: requestContext?.requestId, tenant: requestContext?.tenant.slug, path: error.path };
      this.logger.error({ error: causeOf(error), ...about }, 'resolver failed');
    }
    return formatError(error.toJSON(), error);
  }
}
