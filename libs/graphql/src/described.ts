import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLSchema,
} from 'graphql';

/** @throws Error listing every type, field, argument and enum value of the schema without a description */
export function assertDescribed(schema: GraphQLSchema): void {
  const missing: string[] = [];
  const need = (name: string, described: { readonly description?: string | null | undefined }) => {
    if (!described.description?.trim()) missing.push(name);
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    if (!roots.some((root) => root === type)) need(type.name, type);
    if (isEnumType(type))
      type.getValues().forEach((value) => {
        need(`${type.name}.${value.name}`, value);
      });
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    const fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields());
    for (const field of fields) {
      need(`${type.name}.${field.name}`, field);
      const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
      for (const arg of args) need(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  if (missing.length > 0) throw new Error(`without a description: ${missing.join(', ')}`);
}
