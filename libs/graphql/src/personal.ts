import type { RequestContext, Subject } from '@lianpiao/authz';
import { Extensions } from '@nestjs/graphql';
import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';

/** How a field that holds personal data is shown to those who may see it, but not its whole. */
export interface PersonalRule {
  /** Whose data it is: who may `reveal` this subject sees it whole. */
  readonly of: Subject;
  readonly mask: (text: string, parent: never) => string;
  /** What the ability has to know of the instance; absent where its rules have no conditions. */
  readonly facts?: (parent: never) => Readonly<Record<string, unknown>>;
}

interface Declared {
  readonly personal?: PersonalRule;
  readonly impersonal?: string;
}

/**
 * A field of text that tells of a person, or lets whoever has it pass for one. It is masked for whoever may not reveal it; no
 * resolver has to think of it.
 */
export function Personal(rule: PersonalRule): PropertyDecorator & MethodDecorator {
  return Extensions({ personal: rule } satisfies Declared);
}

/** A field that is called as if it told of a person and does not have to be hidden. Say why. */
export function Impersonal(why: string): PropertyDecorator & MethodDecorator {
  return Extensions({ impersonal: why } satisfies Declared);
}

interface DeclaredField {
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly declared: Declared;
}

/** Every field that a schema answers. */
export function answeredFields(schema: GraphQLSchema): DeclaredField[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      name: `${type.name}.${field.name}`,
      field,
      declared: field.extensions as Declared,
    })),
  );
}

/** Puts its mask on every personal field of a schema: there is no other way to the value. */
export function maskPersonal(schema: GraphQLSchema): GraphQLSchema {
  for (const { field, declared } of answeredFields(schema)) {
    if (declared.personal) field.resolve = masked(field.resolve ?? defaultFieldResolver, declared.personal);
  }
  return schema;
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

function masked(resolve: Resolver, { of, mask, facts }: PersonalRule): Resolver {
  return async (parent, args, context, info) => {
    const value: unknown = await resolve(parent, args, context, info);
    if (typeof value !== 'string') return value;
    const { ability } = (context as { readonly requestContext: RequestContext }).requestContext;
    return ability.can('reveal', of, facts?.(parent as never) ?? {}) ? value : mask(value, parent as never);
  };
}
