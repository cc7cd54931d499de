import { assertEveryDoorHasPolicy } from '@lianpiao/authz';
import { NestLogger } from '@lianpiao/telemetry';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { Authenticator } from '../modules/identity/index.js';
import { TenantDirectory } from '../modules/tenancy/index.js';
import { gateRoutes } from './gate-routes.js';
import { admit } from './admission.js';
import { commonManners, fastifyAdapter } from './fastify.js';
import { graphqlModule } from './graphql/graphql.module.js';
import { healthRoutes } from './health.js';
import { businessModules } from './modules.js';
import { PlatformModule } from './platform.module.js';
import { PortsModule } from './ports.module.js';
import { opened, watchRoutes } from './raw-doors.js';
import { redisPortions } from './redis-portions.js';
import { RequestRate } from './request-rate.js';
import type { Runtime } from './runtime.js';
import { explorerPages, portalPages } from './static-pages.js';

@Module({})
export class AppModule {
  static forRuntime(runtime: Runtime, doors: 'with doors' | 'without doors'): DynamicModule {
    const edge = doors === 'with doors' ? [graphqlModule(runtime, businessModules)] : [];
    return {
      module: AppModule,
      imports: [PlatformModule.forRuntime(runtime), PortsModule, ...businessModules, ...edge],
    };
  }
}

/** The API, ready to listen or to be asked in-process. Fails when any door has no policy. */
export async function createApp(runtime: Runtime): Promise<NestFastifyApplication> {
  const { logger, config, redis } = runtime;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRuntime(runtime, 'with doors'),
    fastifyAdapter(),
    {
      logger: new NestLogger(logger),
      rawBody: true,
      abortOnError: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  const scheme = config.server.NODE_ENV === 'production' ? 'https' : 'http';
  const routes = watchRoutes(fastify);
  commonManners(fastify, logger);
  const rate = new RequestRate(redisPortions(redis));
  admit(fastify, { directory: app.get(TenantDirectory), authenticator: app.get(Authenticator), rate, logger, scheme });
  await healthRoutes(fastify, runtime);
  await gateRoutes(fastify, app, logger);
  if (config.server.NODE_ENV !== 'production') await explorerPages(fastify);
  await portalPages(fastify, { folder: config.server.PORTAL_DIST, issuerUrl: config.identity.KEYCLOAK_URL });
  assertEveryDoorHasPolicy(app);
  return opened(app, routes);
}
