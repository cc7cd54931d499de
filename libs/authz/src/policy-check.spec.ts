import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import { Controller, Get, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';

import { Can, Open } from './doors.js';
import { assertEveryDoorHasPolicy } from './policy-check.js';

@Resolver('Guarded')
class Guarded {
  @Can('read', 'Product')
  @Query(() => String)
  guardedQuery(): string {
    return '';
  }

  notADoor(): string {
    return '';
  }
}

@Can('read', 'Order')
@Resolver('GuardedAsAWhole')
class GuardedAsAWhole {
  @ResolveField(() => String)
  field(): string {
    return '';
  }
}

@Resolver('Forgotten')
class Forgotten {
  @Query(() => String)
  query(): string {
    return '';
  }

  @Mutation(() => String)
  mutation(): string {
    return '';
  }

  @Subscription(() => String)
  subscription(): AsyncIterable<string> {
    throw new Error('never asked');
  }

  @ResolveField(() => String)
  field(): string {
    return '';
  }
}

@Controller()
class Routes {
  @Open('a signature')
  @Get('/open')
  open(): string {
    return '';
  }

  @Get('/forgotten')
  forgotten(): string {
    return '';
  }
}

async function check(classes: { providers?: Type[]; controllers?: Type[] }): Promise<void> {
  @Module({ imports: [DiscoveryModule], ...classes })
  class Application {}
  const app = await NestFactory.createApplicationContext(Application, { logger: false });
  try {
    assertEveryDoorHasPolicy(app);
  } finally {
    await app.close();
  }
}

describe('[S50] assertEveryDoorHasPolicy', () => {
  it('passes doors with a policy of their own or of their class', async () => {
    await expect(check({ providers: [Guarded, GuardedAsAWhole] })).resolves.toBeUndefined();
  });

  it('names queries, mutations, subscriptions and resolved fields without one', async () => {
    const expected =
      'doors without a policy: Forgotten.query, Forgotten.mutation, Forgotten.subscription, Forgotten.field';
    await expect(check({ providers: [Guarded, Forgotten] })).rejects.toThrow(expected);
  });

  it('names routes without one', async () => {
    await expect(check({ controllers: [Routes] })).rejects.toThrow('doors without a policy: Routes.forgotten');
  });
});
