import { demoArguments, demoUsage } from '../arguments.mjs';
import { forget } from '../fresh-start.mjs';
import { install } from '../install.mjs';
import { migrate, resetExternal, startGround, startPlatform } from '../platform.mjs';
import { buildPortal } from '../portal.mjs';
import { explain, Problem } from '../problem.mjs';
import { program } from '../program.mjs';
import { say, step } from '../progress.mjs';
import { supervise } from '../supervise.mjs';

const wanted = parsed();

if (wanted.help) {
  say(demoUsage);
  process.exit(0);
}

const profile = wanted.keycloak ? 'demo-keycloak' : 'demo';

await supervise(profile, 'npm run demo', async (supervisor) => {
  await install(supervisor);
  if (wanted.fresh) await forget(profile);
  await buildPortal(supervisor);
  const { env, startParties } = await startGround(supervisor, wanted.keycloak ? 'keycloak' : 'embedded');
  await Promise.all([startParties(), prepareDatabases(supervisor, env)]);
  await startPlatform(supervisor, env);
  step(`Selling ${wanted.orders} orders through the public API`);
  const args = program(supervisor, 'demo', '--orders', String(wanted.orders));
  const { code } = await supervisor.run({ name: 'driver', command: process.execPath, args, env, show: true });
  step(
    code === 0
      ? 'The proof holds'
      : `The driver ended with exit code ${code}: the proof does not hold. Logs: .local/${profile}/logs`,
  );
  if (wanted.once || code !== 0) return code;
  say('\nIt stays up. Ctrl-C stops everything.');
  return supervisor.untilStopped();
});

/**
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 */
async function prepareDatabases(supervisor, env) {
  if (wanted.fresh && process.env.DATABASE_URL) await resetExternal(supervisor, env);
  await migrate(supervisor, env).catch(orStartOver);
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function orStartOver(error) {
  if (wanted.fresh || !(error instanceof Problem)) throw error;
  throw new Problem(
    `The data of an earlier run could not be brought up to this version. Start over: npm run demo -- --fresh\n\n${error.message}`,
  );
}

function parsed() {
  try {
    return demoArguments(process.argv.slice(2));
  } catch (error) {
    console.error(explain(error));
    process.exit(error instanceof Problem ? error.exitCode : 1);
  }
}
