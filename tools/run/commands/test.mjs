import { benchmarks, runsToItsEnd } from '../benchmarks.mjs';
import { generated, sideBySide } from '../checks.mjs';
import { install } from '../install.mjs';
import { canHavePgbench } from '../pgbench.mjs';
import { buildPortal } from '../portal.mjs';
import { explain, Stopping } from '../problem.mjs';
import { reporting, say, seconds, step } from '../progress.mjs';
import { runJest } from '../run-jest.mjs';
import { chromiumPath } from '../services/chromium.mjs';
import { pgbouncerPath } from '../services/pgbouncer.mjs';
import { startServices } from '../services/start-services.mjs';
import { supervise } from '../supervise.mjs';
import { changedFiles, leftBehind } from '../work-tree.mjs';

/** @typedef {import('../supervisor.mjs').Supervisor} Supervisor */

const patterns = process.argv.slice(2);
const tally = { passed: 0, failed: 0 };

// Whatever ends the run, a service's death too, its last line says how it went.
process.once('exit', (code) => {
  const unfinished = code !== 0 && tally.failed === 0 ? 1 : 0;
  say(`\n${tally.passed} passed, ${tally.failed + unfinished} failed`);
});

await supervise('check', 'npm test', async (supervisor) => {
  const before = changedFiles();
  await install(supervisor);
  const env = await servicesEnv(supervisor);
  if (patterns.length === 0) await checked(supervisor);
  await judged('portal build', () => buildPortal(supervisor));
  await judgedJest(supervisor, env);
  if (patterns.length === 0) await benched(supervisor);
  await judged('tree left clean', async () => leftBehind(before, changedFiles()));
  return tally.failed === 0 ? 0 : 1;
});

/** @param {Supervisor} supervisor */
async function checked(supervisor) {
  await Promise.all(sideBySide.map((checks) => oneByOne(supervisor, checks)));
  await oneByOne(supervisor, [generated]);
}

/** @param {Supervisor} supervisor */
async function benched(supervisor) {
  if (!canHavePgbench())
    return say('            benchmarks left out: pgbench is missing, and only root may install it');
  for (const name of benchmarks()) await judged(`benchmark ${name}`, () => runsToItsEnd(supervisor, name));
}

/**
 * @param {Supervisor} supervisor
 * @param {readonly import('../checks.mjs').Check[]} checks
 */
async function oneByOne(supervisor, checks) {
  for (const { name, run } of checks) await judged(name, () => run(supervisor));
}

/** @param {Supervisor} supervisor */
async function servicesEnv(supervisor) {
  const { postgres, redisUrl } = await startServices(supervisor);
  const TEST_DATABASE_URL = process.env.TEST_DATABASE_URL ?? postgres.url('postgres');
  const [CHROMIUM_PATH, PGBOUNCER_PATH] = [await chromiumPath(supervisor), await pgbouncerPath(supervisor)];
  return { ...process.env, TEST_DATABASE_URL, REDIS_URL: redisUrl, CHROMIUM_PATH, PGBOUNCER_PATH };
}

/**
 * @param {string} name
 * @param {() => Promise<string | void>} work  answers what is wrong, or nothing
 */
async function judged(name, work) {
  const since = performance.now();
  const problem = await reporting(name, work).catch(described);
  tally[problem ? 'failed' : 'passed'] += 1;
  step(`${problem ? 'FAIL' : 'PASS'}  ${name} (${seconds(since)})`);
  if (problem) say(problem);
}

/** @param {unknown} error */
function described(error) {
  if (error instanceof Stopping) throw error;
  return `    ${explain(error)}`;
}

/**
 * @param {Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 */
async function judgedJest(supervisor, env) {
  const { passed, failed } = await runJest(supervisor, env, patterns);
  tally.passed += passed;
  tally.failed += failed;
}
