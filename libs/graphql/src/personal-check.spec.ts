import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Field,
  GraphQLSchemaBuilderModule,
  GraphQLSchemaFactory,
  ObjectType,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';

import { mask } from './masks.js';
import { assertPersonalDeclared } from './personal-check.js';
import { Impersonal, Personal } from './personal.js';

@ObjectType()
class Careful {
  @Personal({ of: 'Visitor', mask: mask.email })
  @Field(() => String)
  readonly email!: string;

  @Impersonal('a company')
  @Field(() => String)
  readonly name!: string;
}

@Resolver(() => Careful)
class CarefulResolver {
  @Query(() => Careful)
  careful(): Careful {
    return { email: '', name: '' };
  }

  @Personal({ of: 'Visitor', mask: mask.phone })
  @ResolveField(() => String)
  phone(): string {
    return '';
  }
}

@ObjectType()
class Careless {
  @Field(() => String)
  readonly documentNumber!: string;

  @Field(() => [String], { nullable: true })
  readonly guestNames!: string[];

  @Field(() => [String])
  readonly displayName!: string[];

  @Field(() => String)
  readonly code!: string;
}

@Resolver(() => Careless)
class CarelessResolver {
  @Query(() => Careless)
  careless(): Careless {
    return { documentNumber: '', guestNames: [], displayName: [], code: '' };
  }

  @ResolveField(() => String)
  decidedBy(): string {
    return '';
  }
}

@Module({ imports: [GraphQLSchemaBuilderModule] })
class SchemaModule {}

async function check(...resolvers: Type[]): Promise<void> {
  const app = await NestFactory.createApplicationContext(SchemaModule, { logger: false });
  try {
    assertPersonalDeclared(await app.get(GraphQLSchemaFactory).create(resolvers));
  } finally {
    await app.close();
  }
}

describe('assertPersonalDeclared', () => {
  it('passes fields that say how they are masked, or why they are not', async () => {
    await expect(check(CarefulResolver)).resolves.toBeUndefined();
  });

  it('names those that do not, resolved ones and lists too', async () => {
    const expected =
      'personal fields without a mask: Careless.documentNumber, Careless.guestNames, Careless.displayName, Careless.decidedBy';
    await expect(check(CarelessResolver)).rejects.toThrow(expected);
  });
});
