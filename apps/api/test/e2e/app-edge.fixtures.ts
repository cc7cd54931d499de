import { AccessGuard, ANONYMOUS, Can, Ctx, type Principal, type RequestContext, type Tenant } from '@lianpiao/authz';
import { FailureInterceptor, FailureType, Impersonal, loader, resultUnion } from '@lianpiao/graphql';
import { DomainFailure, InvalidInput, newId } from '@lianpiao/kernel';
import { createLogger, NestLogger } from '@lianpiao/telemetry';
import { Module, type CanActivate, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, HttpAdapterHost, NestFactory, Reflector } from '@nestjs/core';
import { Args, Field, Int, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { admit } from '../../src/app/admission.js';
import { commonManners, fastifyAdapter } from '../../src/app/fastify.js';
import { RequestRate } from '../../src/app/request-rate.js';
import { graphqlModule } from '../../src/app/graphql/graphql.module.js';
import { RefusalFilter } from '../../src/app/graphql/refusals.js';
import type { Runtime } from '../../src/app/runtime.js';
import { IssuerUnavailable, TokenRefused, type Authenticator } from '../../src/modules/identity/index.js';
import type { TenantDirectory } from '../../src/modules/tenancy/index.js';

@FailureType('The shelf has fewer than that.')
class TooFew extends DomainFailure {
  readonly code = 'TOO_FEW';

  @Field(() => Int, { description: 'How many there are.' })
  readonly left: number;

  constructor(left: number) {
    super(`${left} left`);
    this.left = left;
  }
}

class Undeclared extends DomainFailure {
  readonly code = 'UNDECLARED';
}

@ObjectType({ description: 'A thing on a shelf.' })
class Thing {
  @Impersonal('a thing')
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;
}

const TakeResult = resultUnion('TakeResult', 'What taking things came to.', [Thing], [TooFew]);

/** What the edge does for every module, shown on things on a shelf. */
@Resolver(() => Thing)
export class ShelfResolver {
  batches = 0;

  @Can('read', 'Product')
  @Query(() => Thing, { description: 'A thing.' })
  thing(): Thing {
    return { name: 'thing' };
  }

  @Can('read', 'Product')
  @Query(() => String, { description: 'The tenant and its caller.' })
  whoAmI(@Ctx() ctx: RequestContext): string {
    return `${ctx.tenant.slug} ${ctx.principal.username}`;
  }

  @Can('close', 'Ledger')
  @Query(() => String, { description: 'For finance only.' })
  secret(): string {
    return 'secret';
  }

  @Can('read', 'Product')
  @Query(() => String, { nullable: true, description: 'Fails unexpectedly.' })
  broken(): string {
    throw new Error('password=hunter2 at 10.0.0.7');
  }

  @Can('read', 'Product')
  @Mutation(() => TakeResult, { description: 'Takes things.' })
  take(@Args('count', { type: () => Int, description: 'How many.' }) count: number): Thing {
    if (count < 0) throw new InvalidInput('count', 'range', '0..10');
    if (count === 7) throw new Undeclared('not in the union');
    if (count > 10) throw new TooFew(10);
    return { name: `${count} things` };
  }

  @Can('read', 'Product')
  @ResolveField(() => [Thing], { description: 'What lies beside it.' })
  beside(): Thing[] {
    return [{ name: 'left' }, { name: 'right' }];
  }

  @Can('read', 'Product')
  @ResolveField(() => String, { description: 'Its label.' })
  async label(@Ctx() ctx: RequestContext, @Parent() thing: Thing): Promise<string> {
    const labels = loader(ctx, 'labels', (names) => {
      this.batches += 1;
      return Promise.resolve(new Map(names.map((name) => [name, name.toUpperCase()])));
    });
    return (await labels.load(thing.name)) ?? '';
  }

  @Can('close', 'Ledger')
  @ResolveField(() => String, { nullable: true, description: 'What it cost us.' })
  cost(): string {
    return '1.00';
  }
}

@ObjectType({ description: 'Somebody, as a careless module shows them.' })
class Somebody {
  @Field(() => String, { description: 'Their address.' })
  readonly email!: string;
}

@Resolver(() => Somebody)
export class CarelessResolver {
  @Can('read', 'Product')
  @Query(() => Somebody, { description: 'Somebody.' })
  somebody(): Somebody {
    return { email: 'somebody@example.com' };
  }
}

function tenant(slug: string, state: Tenant['state']): Tenant {
  const id = newId();
  return {
    id,
    slug,
    name: { zh: slug, en: slug },
    state,
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    cutOff: '04:00',
    accentColor: '#b3261e',
    scope: { tenantId: id, schema: 't', role: 'r', cell: 'cell-1' },
    issuer: { serverUrl: 'http://issuer.invalid', realm: slug },
  };
}

const TENANTS = new Map([
  ['yrd.localhost', tenant('yrd', 'active')],
  ['kansai.localhost', tenant('kansai', 'active')],
  ['closed.localhost', tenant('closed', 'suspended')],
]);

const FINANCE: Principal = { ...ANONYMOUS, subject: 'f-1', username: 'fan', roles: ['finance'], anonymous: false };

const directory: Pick<TenantDirectory, 'byHost'> = { byHost: (host) => Promise.resolve(TENANTS.get(host)) };
const authenticator: Pick<Authenticator, 'authenticate'> = {
  authenticate: (_tenant, authorization) => {
    if (authorization === undefined) return Promise.resolve(ANONYMOUS);
    if (authorization === 'Bearer finance') return Promise.resolve(FINANCE);
    return Promise.reject(authorization === 'Bearer down' ? new IssuerUnavailable() : new TokenRefused('forged'));
  },
};

export interface Edge {
  readonly app: NestFastifyApplication;
  readonly shelf: ShelfResolver;
  /** Lines logged so far, as text. */
  readonly logged: readonly string[];
}

/** The application's edge with nothing behind it: admission, GraphQL door, limits, masking. */
export async function edge(NODE_ENV: 'test' | 'production' = 'test', more: readonly Type[] = []): Promise<Edge> {
  const logged: string[] = [];
  const logger = createLogger({ level: 'info', role: 'api' }, { write: (line: string) => void logged.push(line) });
  const runtime = { logger, config: { server: { NODE_ENV } } } as Runtime;
  const guard = {
    provide: APP_GUARD,
    useFactory: (reflector: Reflector): CanActivate => new AccessGuard(reflector),
    inject: [Reflector],
  };
  const refusals = {
    provide: APP_FILTER,
    useFactory: (host: HttpAdapterHost) => new RefusalFilter(host, logger),
    inject: [HttpAdapterHost],
  };

  @Module({ providers: [ShelfResolver, ...more] })
  class ShelfModule {}
  @Module({
    imports: [ShelfModule, graphqlModule(runtime, [ShelfModule])],
    providers: [guard, refusals, { provide: APP_INTERCEPTOR, useClass: FailureInterceptor }],
  })
  class EdgeModule {}
  const app = await NestFactory.create<NestFastifyApplication>(EdgeModule, fastifyAdapter(), {
    logger: new NestLogger(logger),
    rawBody: true,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  commonManners(fastify, logger);
  admit(fastify, {
    directory: directory as TenantDirectory,
    authenticator: authenticator as Authenticator,
    rate: new RequestRate(() => Promise.reject(new Error('no tenant here has a limit'))),
    logger,
    scheme: 'http',
  });
  await app.init();
  await fastify.ready();
  return { app, shelf: app.get(ShelfResolver), logged };
}
