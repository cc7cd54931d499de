import { assertDescribed, assertPersonalDeclared, reachableOnly } from '@lianpiao/graphql';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';

import { operatorResolvers, resolvers } from './modules.js';

@Module({ imports: [GraphQLSchemaBuilderModule] })
class SchemaModule {}

/** The schema as SDL, without starting anything. Fails when anything in it lacks a description, or a mask. */
export function schemaText(): Promise<string> {
  return textOf(resolvers);
}

/** The same of the operators' door. */
export function controlSchemaText(): Promise<string> {
  return textOf(operatorResolvers);
}

async function textOf(doors: readonly Type[]): Promise<string> {
  const app = await NestFactory.createApplicationContext(SchemaModule, { logger: false });
  const schema = await app
    .get(GraphQLSchemaFactory)
    .create([...doors])
    .then(reachableOnly);
  assertDescribed(schema);
  assertPersonalDeclared(schema);
  await app.close();
  return printSchema(lexicographicSortSchema(schema));
}
