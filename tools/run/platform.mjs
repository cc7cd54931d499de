import { forgetOutsideState } from './fresh-start.mjs';
import { keptPorts } from './kept-ports.mjs';
import { platformEnv } from './platform-env.mjs';
import { Problem } from './problem.mjs';
import { bundlePrograms, program, programFile } from './program.mjs';
import { reporting, step } from './progress.mjs';
import { answers } from './readiness.mjs';
import { sandbox } from './sandbox-processes.mjs';
import { ensureDatabase } from './services/postgres.mjs';
import { startServices } from './services/start-services.mjs';

/** @typedef {{ env: NodeJS.ProcessEnv, startParties: () => Promise<void> }} Ground  env: what the platform's processes are told */

/**
 * Everything below the platform: its bundled programs, database, Redis; issuer and payment provider once they are started.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./sandbox-processes.mjs').Issuer} [issuer]
 * @returns {Promise<Ground>}
 */
export async function startGround(supervisor, issuer = 'embedded') {
  const ports = await keptPorts(supervisor.folder);
  const [{ postgres, redisUrl, secrets }] = await Promise.all([startServices(supervisor), bundlePrograms(supervisor)]);
  if (postgres.made) forgetOutsideState(supervisor.profile);
  if (!postgres.external) await ensureDatabase(postgres.url('postgres'), 'lianpiao_control');
  const { env: outside, start: startParties } = sandbox(supervisor, secrets, ports, issuer);
  const env = platformEnv({
    databaseUrl: postgres.url('lianpiao_control'),
    redisUrl,
    outside,
    ports,
    secrets,
    folder: supervisor.folder,
  });
  return { env: { ...env, API_PROGRAM: programFile(supervisor, 'api') }, startParties };
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
  step("API, worker and the operators' door");
  /** @param {'api' | 'worker' | 'control'} role @param {Partial<import('./supervisor.mjs').Service>} [more] */
  const start = (role, more) =>
    supervisor.start({ name: role, command: process.execPath, args: program(supervisor, 'api', role), env, ...more });
  /** @param {string} url */
  const ready = (url) => ({ ready: answers(`${url}/health/ready`), readyWithinMs: 120_000 });
  const { port } = new URL(env.CONTROL_URL ?? '');
  await Promise.all([
    start('api', ready(`http://127.0.0.1:${env.PORT}`)),
    start('control', { env: { ...env, PORT: port }, ...ready(env.CONTROL_URL ?? '') }),
    start('worker'),
  ]);
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 * @param {...string} args
 */
async function runApi(supervisor, env, ...args) {
  const { code, log, output } = await reporting(args.join(' '), () =>
    supervisor.run({ name: args.join('-'), command: process.execPath, args: program(supervisor, 'api', ...args), env }),
  );
  if (code !== 0) throw new Problem(`"${args.join(' ')}" failed. The end of ${log}:\n${output()}`);
}
