import { Dispatcher, onWakeUp, OutboxWorker, type OutboxConsumer } from '@lianpiao/outbox';
import { JobRunner, type TenantJob } from '@lianpiao/jobs';
import { NestLogger } from '@lianpiao/telemetry';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { TenantDirectory } from '../modules/tenancy/index.js';
import { AppModule } from './create-app.js';
import { consumers, jobs } from './modules.js';
import { connectRedis, type Runtime } from './runtime.js';

/** The dispatcher over all modules' consumers. */
export function dispatcherOf(app: INestApplicationContext, runtime: Runtime): Dispatcher {
  const instances = consumers.map((consumer) => app.get<OutboxConsumer>(consumer, { strict: false }));
  return new Dispatcher(runtime.unitOfWork, instances, runtime.clock, runtime.logger);
}

/** Consumes events and runs the jobs until stopped. Any number of workers may run side by side. */
export async function startWorker(runtime: Runtime): Promise<{ readonly stop: () => Promise<void> }> {
  const { logger, config } = runtime;
  const app = await NestFactory.createApplicationContext(AppModule.forRuntime(runtime, 'without doors'), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const directory = app.get(TenantDirectory);
  // What is behind this version waits until it has been migrated.
  const served = async () => (await directory.all()).filter(({ state }) => state !== 'behind');
  const tenants = {
    all: async () => (await served()).map((tenant) => ({ tenant })),
    byId: async (id: string) => {
      const tenant = await directory.byId(id);
      return tenant && tenant.state !== 'behind' ? { tenant } : undefined;
    },
  };
  const outbox = new OutboxWorker(dispatcherOf(app, runtime), tenants, logger);
  const runner = new JobRunner(
    jobs.map((job) => app.get<TenantJob>(job, { strict: false })),
    served,
    logger,
  );
  const subscriber = connectRedis(config, logger);
  onWakeUp(subscriber, (tenantId) => {
    outbox.wake(tenantId);
  });
  outbox.start();
  runner.start();
  logger.info({ consumers: consumers.length, jobs: jobs.length }, 'worker started');
  return {
    stop: async () => {
      subscriber.disconnect();
      await Promise.all([outbox.stop(), runner.stop()]);
      await app.close();
    },
  };
}
