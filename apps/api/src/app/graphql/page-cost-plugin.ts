import {
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestListener,
} from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import {
  getVariableValues,
  GraphQLError,
  Kind,
  validate,
  visit,
  type DocumentNode,
  type ValidationRule,
} from 'graphql';

type Resolved = GraphQLRequestContextDidResolveOperation<BaseContext>;

const PAGE_SIZES = new Set(['first', 'last']);

/**
 * Limits count pages by the sizes that are written in the query: a size that comes in a variable would count as one row. So the query is
 * looked at once more, with the sizes written in.
 */
export class PageCostPlugin implements ApolloServerPlugin {
  constructor(private readonly limits: readonly ValidationRule[]) {}

  requestDidStart(): Promise<GraphQLRequestListener<BaseContext>> {
    return Promise.resolve({
      didResolveOperation: (resolved: Resolved) => Promise.resolve().then(() => this.check(resolved)),
    });
  }

  private check(resolved: Resolved): void {
    const written = withPageSizes(resolved);
    if (written === resolved.document) return;
    const [refusal] = validate(resolved.schema, written, this.limits);
    if (!refusal) return;
    const extensions = { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED, http: { status: 400 } };
    throw new GraphQLError(refusal.message, { extensions });
  }
}

/** The very document where no variable says how large a page is. */
function withPageSizes({ schema, document, operation, request }: Resolved): DocumentNode {
  const { coerced } = getVariableValues(schema, operation?.variableDefinitions ?? [], request.variables ?? {});
  // Variables that do not fit are refused when it is executed.
  if (!coerced) return document;
  return visit(document, {
    Argument: (node) => {
      if (!PAGE_SIZES.has(node.name.value) || node.value.kind !== Kind.VARIABLE) return undefined;
      const size = coerced[node.value.name.value];
      return typeof size === 'number' ? { ...node, value: { kind: Kind.INT, value: String(size) } } : undefined;
    },
  });
}
