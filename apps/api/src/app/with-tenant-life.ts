import { NestLogger } from '@lianpiao/telemetry';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { TenantLife } from '../modules/control/index.js';
import { AppModule } from './create-app.js';
import { openRuntime, readConfig, type Runtime } from './runtime.js';
import type { RuntimeTenantLife } from './tenant-life.js';

export interface CommandDesk {
  readonly life: RuntimeTenantLife;
  readonly runtime: Runtime;
  readonly app: INestApplicationContext;
}

/** All modules without their doors, for one command of the command line. */
export async function withTenantLife<T>(work: (desk: CommandDesk) => Promise<T>): Promise<T> {
  const runtime = await openRuntime('cli', readConfig(process.env));
  try {
    const app = await NestFactory.createApplicationContext(AppModule.forRuntime(runtime, 'without doors'), {
      logger: new NestLogger(runtime.logger),
      abortOnError: false,
    });
    const life = app.get<TenantLife, RuntimeTenantLife>(TenantLife, { strict: false });
    return await work({ life, runtime, app }).finally(() => app.close());
  } finally {
    await runtime.close();
  }
}
