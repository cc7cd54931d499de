import type { Tenant } from '@lianpiao/authz';
import { JobRunner, type TenantJob } from '@lianpiao/jobs';
import type { Logger } from '@lianpiao/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { OperationRunner } from '../modules/control/index.js';
import { PLATFORM } from '../modules/identity/index.js';
import { createApp } from './create-app.js';
import { createControl } from './create-control.js';
import { controlJobs, doorJobs } from './modules.js';
import { assertUpToDate } from './schema-version.js';
import { openRuntime, readConfig, type Runtime } from './runtime.js';
import { startWorker } from './worker.js';

const DRAIN_MS = 10_000;

const START = {
  api: startApi,
  worker: async (runtime: Runtime) => (await startWorker(runtime)).stop,
  control: startControl,
} as const;
export type Served = keyof typeof START;

/** Runs one of the long-lived roles until SIGTERM or SIGINT; then finishes what is under way and ends. */
export async function serve(role: Served): Promise<void> {
  const runtime = await openRuntime(role, readConfig(process.env));
  try {
    await assertUpToDate(runtime);
    const stop = await START[role](runtime);
    onSignal(runtime.logger, async () => {
      await stop();
      await runtime.close();
    });
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

async function startApi(runtime: Runtime): Promise<() => Promise<void>> {
  const app = await createApp(runtime);
  await listen(app, runtime, 'api listens');
  return () => app.close();
}

/** The operators' door, and who does what they ask for. */
async function startControl(runtime: Runtime): Promise<() => Promise<void>> {
  const app = await createControl(runtime);
  const runner = app.get(OperationRunner, { strict: false });
  const platform = app.get<Tenant>(PLATFORM);
  const instances = [...controlJobs, ...doorJobs].map((job) => app.get<TenantJob>(job, { strict: false }));
  const converging = new JobRunner(instances, () => Promise.resolve([platform]), runtime.logger);
  await listen(app, runtime, 'control listens');
  runner.start();
  converging.start();
  return async () => {
    await app.close();
    await Promise.all([runner.stop(), converging.stop()]);
  };
}

async function listen(app: NestFastifyApplication, { config, logger }: Runtime, message: string): Promise<void> {
  const { HOST, PORT } = config.server;
  await app.listen(PORT, HOST);
  logger.info({ address: await app.getUrl() }, message);
}

function onSignal(logger: Logger, stop: () => Promise<void>): void {
  const end = (signal: string) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
