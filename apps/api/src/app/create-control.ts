import { assertEveryDoorHasPolicy, abilityOf, type Tenant } from '@lianpiao/authz';
import { NestLogger } from '@lianpiao/telemetry';
import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

import { ControlModule, TenantLife } from '../modules/control/index.js';
import {
  Authenticator,
  IssueAdministratorPassword,
  OperatorDesk,
  OperatorLogoutController,
  PLATFORM,
  PLATFORM_ID,
  SwitchOperator,
  TokenRefused,
} from '../modules/identity/index.js';
import { refuse, refuseToken } from './admission.js';
import { AppModule } from './create-app.js';
import { commonManners, fastifyAdapter } from './fastify.js';
import { graphqlModule } from './graphql/graphql.module.js';
import { healthRoutes } from './health.js';
import { controlJobs } from './modules.js';
import { PlatformModule } from './platform.module.js';
import { opened, watchRoutes } from './raw-doors.js';
import type { Runtime } from './runtime.js';
import { explorerPages } from './static-pages.js';

/** What operators set in motion, and who they are, from modules that have no door here. */
@Global()
@Module({})
class BusinessModule {
  static of(business: INestApplicationContext): DynamicModule {
    const acts = [TenantLife, IssueAdministratorPassword, SwitchOperator, ...controlJobs];
    const shared = [...acts, Authenticator, OperatorDesk, PLATFORM];
    const providers = shared.map((token) => ({
      provide: token,
      useValue: business.get<unknown>(token, { strict: false }),
    }));
    return { module: BusinessModule, providers, exports: shared };
  }
}

@Module({})
class ControlAppModule {
  static forRuntime(runtime: Runtime, business: INestApplicationContext): DynamicModule {
    const doors = [ControlModule, graphqlModule(runtime, [ControlModule])];
    return {
      module: ControlAppModule,
      imports: [PlatformModule.forRuntime(runtime), BusinessModule.of(business), ...doors],
      controllers: [OperatorLogoutController],
    };
  }
}

/** The operators' door: a process and a schema of its own, which no visitor's network reaches. */
export async function createControl(runtime: Runtime): Promise<NestFastifyApplication> {
  const { logger, config } = runtime;
  const manners = { logger: new NestLogger(logger), abortOnError: false };
  const business = await NestFactory.createApplicationContext(AppModule.forRuntime(runtime, 'without doors'), manners);
  const app = await NestFactory.create<NestFastifyApplication>(
    ControlAppModule.forRuntime(runtime, business),
    fastifyAdapter(),
    manners,
  );
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onClose', () => business.close());
  const routes = watchRoutes(fastify);
  commonManners(fastify, logger);
  admitOperators(fastify, app, runtime);
  await healthRoutes(fastify, runtime);
  if (config.server.NODE_ENV !== 'production') await explorerPages(fastify);
  assertEveryDoorHasPolicy(app);
  return opened(app, routes);
}

const LOGOUT = `/identity/backchannel-logout/${PLATFORM_ID}`;
const OPEN_PATHS = ['/health/', '/explorer'];

/** Nobody but an operator, at GraphQL and nowhere else: the routes of tenants are not served here. */
function admitOperators(fastify: FastifyInstance, app: INestApplicationContext, { logger }: Runtime): void {
  const tenant = app.get<Tenant>(PLATFORM);
  const [authenticator, operators] = [app.get(Authenticator), app.get(OperatorDesk)];
  fastify.decorateRequest('requestContext', undefined);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (request.url === LOGOUT || OPEN_PATHS.some((path) => request.url.startsWith(path))) return;
    if (request.url.split('?')[0] !== '/graphql') return refuse(reply, 404, 'NOT_FOUND');
    try {
      const principal = await authenticator.authenticate(tenant, request.headers.authorization);
      if (principal.anonymous) throw new TokenRefused('none');
      await operators.assertOperates(principal.subject);
      const origin = `http://${request.headers.host ?? ''}`;
      const ability = abilityOf(principal);
      request.requestContext = { tenant, principal, ability, requestId: request.id, origin, loaders: new Map() };
    } catch (error) {
      return refuseToken(request, reply, error, logger);
    }
  });
}
