import { getNamedType, GraphQLString, type GraphQLSchema } from 'graphql';

import { answeredFields } from './personal.js';

/** How fields are called that tell of a person, or that a person fills in freely. */
const PERSONAL =
  /names?$|mail|phone|mobile|contact|passport|document|birth|person|reference|reason|(?:actor|operator|[a-z]By)$/i;

/**
 * Walks every field that a schema answers. What a name does not give away, whoever adds the field has to declare.
 * @throws Error naming each field that seems personal and says neither how it is masked nor why it need not be: the start fails
 */
export function assertPersonalDeclared(schema: GraphQLSchema): void {
  const undeclared = answeredFields(schema)
    .filter(({ field }) => getNamedType(field.type) === GraphQLString && PERSONAL.test(field.name))
    .filter(({ declared }) => declared.personal === undefined && declared.impersonal === undefined)
    .filter(({ name }) => !name.startsWith('__'));
  const names = undeclared.map(({ name }) => name).join(', ');
  if (names) throw new Error(`personal fields without a mask: ${names}`);
}
