import { describe, expect, it } from '@jest/globals';
import { IdempotencyKeyReused } from '@lianpiao/db';
import { DomainFailure, InvalidInput } from '@lianpiao/kernel';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import {
  Args,
  Field,
  GraphQLSchemaBuilderModule,
  GraphQLSchemaFactory,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import { execute, GraphQLUnionType, parse, type GraphQLSchema } from 'graphql';
import { lastValueFrom, of, throwError } from 'rxjs';

import { FailureInterceptor, FailureType, resultUnion } from './index.js';

@FailureType('Somebody else has it.')
class Taken extends DomainFailure {
  readonly code = 'TAKEN';

  @Field(() => String, { description: 'Who.' })
  readonly by = 'somebody';
}

class Undeclared extends DomainFailure {
  readonly code = 'UNDECLARED';
}

@ObjectType({ description: 'What was booked.' })
class Booked {
  @Field(() => String, { description: 'Its number.' })
  readonly number!: string;
}

const BookResult = resultUnion('BookResult', 'It is booked, or why not.', [Booked], [Taken]);

@Resolver()
class BookResolver {
  @Query(() => String, { description: 'A query, without which there is no schema.' })
  ok(): string {
    return 'ok';
  }

  @Mutation(() => BookResult, { description: 'Books.' })
  book(@Args('number', { type: () => String, description: 'Its number.' }) number: string) {
    return { number };
  }
}

async function schema(): Promise<GraphQLSchema> {
  const app = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
  const built = await app.get(GraphQLSchemaFactory).create([BookResolver]);
  await app.close();
  return built;
}

/** What the door of `book` answers when its use case ends like this. */
async function answered(outcome: CallHandler['handle']): Promise<unknown> {
  const union = (await schema()).getMutationType()?.getFields().book?.type;
  const execution = {
    getType: () => 'graphql',
    getArgs: () => [undefined, {}, {}, { returnType: union }],
    getClass: () => BookResolver,
    getHandler: () => outcome,
  } as unknown as ExecutionContext;
  return lastValueFrom(new FailureInterceptor().intercept(execution, { handle: outcome }));
}

describe('the result of a command', () => {
  it('is a union of success, what its use case declares, and what every command may meet', async () => {
    const union = (await schema()).getType('BookResult');
    expect(union).toBeInstanceOf(GraphQLUnionType);
    const members = (union as GraphQLUnionType).getTypes().map(({ name }) => name);
    expect(members).toEqual(['Booked', 'Taken', 'InvalidInput', 'IdempotencyKeyReused']);
  });

  it('tells success and failure apart, with a code on each failure', async () => {
    const document = parse(
      'mutation { book(number: "1") { __typename ... on Booked { number } ... on Failure { code } } }',
    );
    const result = async (rootValue: object) => {
      const answer = await execute({ schema: await schema(), document, rootValue });
      return answer.data?.book;
    };
    expect(await result({ book: { number: '7' } })).toEqual({ __typename: 'Booked', number: '7' });
    const failure = Object.assign({}, new Taken(), { __typename: 'Taken' });
    expect(await result({ book: failure })).toEqual({ __typename: 'Taken', code: 'TAKEN' });
  });
});

describe('a thrown failure', () => {
  it.each([
    [new Taken(), { __typename: 'Taken', code: 'TAKEN', by: 'somebody' }],
    [new InvalidInput('count', 'range', '1..9'), { __typename: 'InvalidInput', field: 'count', limit: '1..9' }],
    [new IdempotencyKeyReused(), { __typename: 'IdempotencyKeyReused', code: 'IDEMPOTENCY_KEY_REUSED' }],
  ])('that the union declares is the answer, as plain data: %s', async (failure, data) => {
    const answer = await answered(() => throwError(() => failure));
    expect(answer).toMatchObject(data);
    expect(answer).not.toBeInstanceOf(Error);
    expect(answer).not.toHaveProperty('stack');
  });

  it.each([new Undeclared(), new Error('a bug')])('that it does not declare stays an error: %s', async (error) => {
    await expect(answered(() => throwError(() => error))).rejects.toBe(error);
  });

  it('leaves success alone', async () => {
    expect(await answered(() => of({ number: '7' }))).toEqual({ number: '7' });
  });
});
