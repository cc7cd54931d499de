import type { Tenant } from '@lianpiao/authz';
import { Dispatcher, onWakeUp, OutboxWorker, type OutboxConsumer } from '@lianpiao/outbox';
import { JobRunner, type TenantJob } from '@lianpiao/jobs';
import { NestLogger } from '@lianpiao/telemetry';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { VISITORS } from '../modules/identity/index.js';
import { TenantDirectory } from '../modules/tenancy/index.js';
import { AppModule } from './create-app.js';
import { consumers, jobs, sharedJobs } from './modules.js';
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
  const instances = (wanted: readonly Type<TenantJob>[]) =>
    wanted.map((job) => app.get<TenantJob>(job, { strict: false }));
  const visitors = app.get<Tenant>(VISITORS, { strict: false });
  const runners = [
    new JobRunner(instances(jobs), served, logger),
    new JobRunner(instances(sharedJobs), () => Promise.resolve([visitors]), logger),
  ];
  const subscriber = connectRedis(config, logger);
  onWakeUp(subscriber, (tenantId) => {
    outbox.wake(tenantId);
  });
  outbox.start();
  for (const runner of runners) runner.start();
  logger.info({ consumers: consumers.length, jobs: jobs.length + sharedJobs.length }, 'worker started');
  return {
    stop: async () => {
      subscriber.disconnect();
      await Promise.all([outbox.stop(), ...runners.map((runner) => runner.stop())]);
      await app.close();
    },
  };
}
