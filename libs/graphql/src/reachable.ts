import {
  getNamedType,
  GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';

/**
 * The schema with those types only that its doors lead to. Every failure is a `Failure`, whatever schema it belongs to; without this, each
 * schema would tell of the failures of all.
 */
export function reachableOnly(schema: GraphQLSchema): GraphQLSchema {
  const reached = new Set<GraphQLNamedType>();
  const waiting: GraphQLType[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (root) => root !== undefined && root !== null,
  );
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    const named = getNamedType(type);
    if (reached.has(named)) continue;
    reached.add(named);
    waiting.push(...neighbours(named));
  }
  return new GraphQLSchema({ ...schema.toConfig(), types: [...reached] });
}

function neighbours(type: GraphQLNamedType): GraphQLType[] {
  if (isUnionType(type)) return [...type.getTypes()];
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => field.type);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).flatMap((field) => [field.type, ...field.args.map((arg) => arg.type)]);
  return [...type.getInterfaces(), ...fields];
}
