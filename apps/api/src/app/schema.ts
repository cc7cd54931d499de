import { assertDescribed } from '@lianpiao/graphql';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';

import { resolvers } from './modules.js';

@Module({ imports: [GraphQLSchemaBuilderModule] })
class SchemaModule {}

/** The schema as SDL, without starting anything. Fails when anything in it lacks a description. */
export async function schemaText(): Promise<string> {
  const app = await NestFactory.createApplicationContext(SchemaModule, { logger: false });
  const schema = await app.get(GraphQLSchemaFactory).create(resolvers);
  assertDescribed(schema);
  await app.close();
  return printSchema(lexicographicSortSchema(schema));
}
