import { AccessGuard, CLOCK } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { FailureInterceptor } from '@lianpiao/graphql';
import { Outbox } from '@lianpiao/outbox';
import { LOGGER } from '@lianpiao/telemetry';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule, HttpAdapterHost, Reflector } from '@nestjs/core';

import { CONTROL_CONFIG } from '../modules/control/index.js';
import { IDENTITY_CONFIG, RedisRevocationFeed, RevocationFeed } from '../modules/identity/index.js';
import { ORDERING_CONFIG } from '../modules/ordering/index.js';
import { DirectoryNews, RedisDirectoryNews, SCHEMA_VERSION, TENANCY_CONFIG } from '../modules/tenancy/index.js';
import { TICKETING_CONFIG } from '../modules/ticketing/index.js';
import { RefusalFilter } from './graphql/refusals.js';
import { Runtime } from './runtime.js';

/** Hands the runtime to the modules, and puts the guard before every door. */
@Global()
@Module({ imports: [DiscoveryModule] })
export class PlatformModule {
  static forRuntime(runtime: Runtime): DynamicModule {
    const { config } = runtime;
    const shared = [
      { provide: UnitOfWork, useValue: runtime.unitOfWork },
      { provide: Outbox, useValue: runtime.outbox },
      { provide: CLOCK, useValue: runtime.clock },
      { provide: LOGGER, useValue: runtime.logger },
      { provide: SCHEMA_VERSION, useValue: runtime.migrations.tenant.length },
      { provide: Runtime, useValue: runtime },
      { provide: CONTROL_CONFIG, useValue: config.control },
      { provide: TENANCY_CONFIG, useValue: config.tenancy },
      { provide: IDENTITY_CONFIG, useValue: config.identity },
      { provide: ORDERING_CONFIG, useValue: config.ordering },
      { provide: TICKETING_CONFIG, useValue: config.ticketing },
      { provide: DirectoryNews, useValue: new RedisDirectoryNews(runtime.redis) },
      { provide: RevocationFeed, useValue: new RedisRevocationFeed(runtime.redis) },
    ];
    const edge = [
      { provide: APP_GUARD, useFactory: (reflector: Reflector) => new AccessGuard(reflector), inject: [Reflector] },
      { provide: APP_INTERCEPTOR, useClass: FailureInterceptor },
      {
        provide: APP_FILTER,
        useFactory: (host: HttpAdapterHost) => new RefusalFilter(host, runtime.logger),
        inject: [HttpAdapterHost],
      },
    ];
    return { module: PlatformModule, providers: [...shared, ...edge], exports: shared.map(({ provide }) => provide) };
  }
}
