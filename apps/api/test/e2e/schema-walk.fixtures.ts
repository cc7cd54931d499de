import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where in an input a text goes, e.g. `['units', 0, 'type']`. */
export type Path = readonly (string | number)[];

/** Scalars that take any text there is. */
const TEXTS = new Set(['String', 'ID']);

export function committedSchema(): GraphQLSchema {
  return buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
}

/** Every place in an input where somebody may write what they like. */
export function textPaths(type: GraphQLInputType, path: Path = []): Path[] {
  if (isNonNullType(type)) return textPaths(type.ofType, path);
  if (isListType(type)) return textPaths(type.ofType, [...path, 0]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).flatMap((field) => textPaths(field.type, [...path, field.name]));
  return isScalarType(type) && TEXTS.has(type.name) ? [path] : [];
}

/** The value with another text at the path; what leads there is made where it is missing. */
export function withText(value: unknown, [step, ...rest]: Path, text: string): unknown {
  if (step === undefined) return text;
  if (typeof step === 'number') {
    const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
    return [withText(first, rest, text), ...others];
  }
  const known = (value ?? {}) as Record<string, unknown>;
  return { ...known, [step]: withText(known[step], rest, text) };
}

/** How an answer of the type is asked for. */
export function selection(schema: GraphQLSchema, field: string): string {
  const type = schema.getQueryType()?.getFields()[field]?.type;
  const named = type && getNamedType(type);
  return !named || isScalarType(named) || isEnumType(named) ? '' : '{ __typename }';
}
