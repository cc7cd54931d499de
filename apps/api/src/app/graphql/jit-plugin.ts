import { HeaderMap, type ApolloServerPlugin, type BaseContext, type GraphQLRequestContextResponseForOperation, type GraphQLRequestListener, type GraphQLResponse } from '@apollo/server';
import type { Logger } from '@lianpiao/telemetry';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';

import type { RequestContext } from '@lianpiao/authz';

import { formatError, isUnexpected } from './format-error.js';

const MOST_QUERIES = 500;
type Operation = GraphQLRequestContextResponseForOperation<BaseContext>;

/**
 * Executes operations by code compiled once per query (graphql-jit): about a third more requests through the same Apollo.
 * Answering here skips Apollo's own error handling, so errors are logged and masked here too.
 */
export class JitPlugin implements ApolloServerPlugin {
  private readonly compiled = new Map<string, CompiledQuery>();

  constructor(private readonly logger: Logger) {}

  requestDidStart(): Promise<GraphQLRequestListener<BaseContext>> {
    return Promise.resolve({ responseForOperation: (context: Operation) => this.respond(context) });
  }

  private async respond({ schema, document, operationName, queryHash, request, contextValue }: Operation): Promise<GraphQLResponse | null> {
    const query = this.compile(schema, document, operationName, queryHash);
    if (!query) return null;
    const result = await query.query(undefined, contextValue, request.variables ?? {});
    const errors = result.errors?.map((error) => this.masked(error, contextValue));
    const singleResult = { ...(errors && { errors }), ...(result.data !== undefined && { data: result.data }) };
    return {
      http: { headers: new HeaderMap(), status: errors && result.data === undefined ? 400 : undefined },
      body: { kind: 'single', singleResult: singleResult as ExecutionResult<Record<string, unknown>> },
    };
  }

  private compile(
    schema: GraphQLSchema,
    document: Operation['document'],
    operationName: string | null,
    queryHash: string,
  ): CompiledQuery | undefined {
    const key = `${queryHash}:${operationName ?? ''}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const made = compileQuery(schema, document, operationName ?? undefined);
    if (!isCompiledQuery(made)) return undefined;
    const [oldest] = this.compiled.keys();
    if (oldest && this.compiled.size >= MOST_QUERIES) this.compiled.delete(oldest);
    this.compiled.set(key, made);
    return made;
  }

  private masked(error: GraphQLError, context: BaseContext & { requestContext?: RequestContext }) {
    if (isUnexpected(error)) {
      const { requestContext } = context;
      const { originalError } = error;
      this.logger.error({ error: originalError ?? error, requestId: requestContext?.requestId, tenant: requestContext?.tenant.slug, path: error.path }, 'resolver failed');
    }
    return formatError(error.toJSON(), error);
  }
}
