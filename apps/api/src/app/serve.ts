import type { Logger } from '@lianpiao/telemetry';

import { createApp } from './create-app.js';
import { assertUpToDate } from './schema-version.js';
import { openRuntime, readConfig, type Runtime } from './runtime.js';
import { startWorker } from './worker.js';

const DRAIN_MS = 10_000;

/** Runs one of the long-lived roles until SIGTERM or SIGINT; then finishes what is under way and ends. */
export async function serve(role: 'api' | 'worker'): Promise<void> {
  const runtime = await openRuntime(role, readConfig(process.env));
  try {
    await assertUpToDate(runtime);
    const stop = role === 'api' ? await startApi(runtime) : (await startWorker(runtime)).stop;
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
  const { HOST, PORT } = runtime.config.server;
  await app.listen(PORT, HOST);
  runtime.logger.info({ address: await app.getUrl() }, 'api listens');
  return () => app.close();
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
