import { forgetOutsideState } from './fresh-start.mjs';
import { keptPorts } from './kept-ports.mjs';
import { platformEnv } from './platform-env.mjs';
import { Problem } from './problem.mjs';
import { reporting, step } from './progress.mjs';
import { answers } from './readiness.mjs';
import { startSandbox } from './sandbox-processes.mjs';
import { ensureDatabase } from './services/postgres.mjs';
import { startServices } from './services/start-services.mjs';
import { typescript } from './typescript.mjs';

const api = 'apps/api/src/main.ts';

/**
 * Everything below the platform: database, Redis, issuer, payment provider.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<NodeJS.ProcessEnv>} what the platform's processes are told
 */
export async function startGround(supervisor) {
  const ports = await keptPorts(supervisor.folder);
  const { postgres, redisUrl, secrets } = await startServices(supervisor);
  if (postgres.made) forgetOutsideState(supervisor.profile);
  if (!postgres.external) await ensureDatabase(postgres.url('postgres'), 'lianpiao_control');
  const outside = await startSandbox(supervisor, secrets, ports);
  return platformEnv({
    databaseUrl: postgres.url('lianpiao_control'),
    redisUrl,
    outside,
    apiPort: ports.api,
    secrets,
    folder: supervisor.folder,
  });
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 */
export async function migrate(supervisor, env) {
  step('Migrating the databases');
  await runApi(supervisor, env, 'migrate');
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 */
export async function resetExternal(supervisor, env) {
  step('Emptying the database of DATABASE_URL');
  await runApi(supervisor, env, 'cli', 'reset', '--yes');
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 */
export async function startPlatform(supervisor, env) {
  step('API and worker');
  const ready = answers(`http://127.0.0.1:${env.PORT}/health/ready`);
  await Promise.all([
    supervisor.start({
      name: 'api',
      command: process.execPath,
      args: typescript(api, 'api'),
      env,
      ready,
      readyWithinMs: 120_000,
    }),
    supervisor.start({ name: 'worker', command: process.execPath, args: typescript(api, 'worker'), env }),
  ]);
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 * @param {...string} args
 */
async function runApi(supervisor, env, ...args) {
  const { code, log, output } = await reporting(args.join(' '), () =>
    supervisor.run({ name: args.join('-'), command: process.execPath, args: typescript(api, ...args), env }),
  );
  if (code !== 0) throw new Problem(`"${args.join(' ')}" failed. The end of ${log}:\n${output()}`);
}
