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
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLSchema,
  type IntValueNode,
  type ValidationRule,
  type VariableNode,
} from 'graphql';

type Resolved = GraphQLRequestContextDidResolveOperation<BaseContext>;

/** A query with the size of each page written in, as far as it is known without variables. */
interface Paged {
  readonly document: DocumentNode;
  /** Whether a variable says how large a page is. */
  readonly varies: boolean;
  /** What the limits say of the known sizes. */
  readonly refusal: GraphQLError | undefined;
}

const PAGE_SIZES = new Set(['first', 'last']);

/**
 * Limits count pages by the sizes that are written in the query: a size that comes in a variable, or is left to its default, would count
 * as one row. So the query is looked at once more, with the sizes written in.
 */
export class PageCostPlugin implements ApolloServerPlugin {
  /** By the parsed query, which Apollo keeps for the next request with the same text. */
  private readonly known = new WeakMap<DocumentNode, Paged>();

  constructor(private readonly limits: readonly ValidationRule[]) {}

  requestDidStart(): Promise<GraphQLRequestListener<BaseContext>> {
    return Promise.resolve({
      didResolveOperation: (resolved: Resolved) => Promise.resolve().then(() => this.check(resolved)),
    });
  }

  private check(resolved: Resolved): void {
    const { document, varies, refusal } = this.paged(resolved);
    const refused = refusal ?? (varies ? this.judge(resolved.schema, withVariables(document, resolved)) : undefined);
    if (!refused) return;
    const extensions = { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED, http: { status: 400 } };
    throw new GraphQLError(refused.message, { extensions });
  }

  private paged({ schema, document: asked }: Resolved): Paged {
    const seen = this.known.get(asked);
    if (seen) return seen;
    const document = withDefaults(schema, asked);
    const paged = { document, varies: varies(document), refusal: this.judge(schema, document) };
    this.known.set(asked, paged);
    return paged;
  }

  private judge(schema: GraphQLSchema, document: DocumentNode): GraphQLError | undefined {
    return validate(schema, document, this.limits)[0];
  }
}

/** Pages whose size is left to its default, with that default. */
function withDefaults(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const Field = (node: FieldNode) => {
    const left = types.getFieldDef()?.args.filter((argument) => isLeftOut(argument, node)) ?? [];
    return left.length > 0 ? { ...node, arguments: [...(node.arguments ?? []), ...left.map(ofDefault)] } : undefined;
  };
  return visit(document, visitWithTypeInfo(types, { Field }));
}

function isLeftOut({ name, defaultValue }: GraphQLArgument, node: FieldNode): boolean {
  const isWritten = node.arguments?.some((argument) => argument.name.value === name) ?? false;
  return PAGE_SIZES.has(name) && typeof defaultValue === 'number' && !isWritten;
}

function ofDefault({ name, defaultValue }: GraphQLArgument): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: written(Number(defaultValue)),
  };
}

function varies(document: DocumentNode): boolean {
  let found = false;
  visit(document, { Argument: (node) => void (found ||= isVaried(node)) });
  return found;
}

type VariedArgument = ArgumentNode & { readonly value: VariableNode };

function isVaried(node: ArgumentNode): node is VariedArgument {
  return PAGE_SIZES.has(node.name.value) && node.value.kind === Kind.VARIABLE;
}

/** Pages whose size a variable says, with its value in this request, or the page's default where nobody gave it one. */
function withVariables(document: DocumentNode, { schema, operation, request }: Resolved): DocumentNode {
  const { coerced } = getVariableValues(schema, operation?.variableDefinitions ?? [], request.variables ?? {});
  // Variables that do not fit are refused when it is executed.
  if (!coerced) return document;
  const types = new TypeInfo(schema);
  const Argument = (node: ArgumentNode) => {
    if (!isVaried(node)) return undefined;
    const size = coerced[node.value.name.value] ?? types.getArgument()?.defaultValue;
    return typeof size === 'number' ? { ...node, value: written(size) } : undefined;
  };
  return visit(document, visitWithTypeInfo(types, { Argument }));
}

function written(size: number): IntValueNode {
  return { kind: Kind.INT, value: String(size) };
}
