import { benchName, benchUsage } from '../arguments.mjs';
import { benchmarks } from '../benchmarks.mjs';
import { forget } from '../fresh-start.mjs';
import { install } from '../install.mjs';
import { pgbenchPath } from '../pgbench.mjs';
import { startGround } from '../platform.mjs';
import { explain, Problem } from '../problem.mjs';
import { say, step } from '../progress.mjs';
import { supervise } from '../supervise.mjs';
import { typescript } from '../typescript.mjs';

if (process.argv.includes('--help')) {
  say(benchUsage(benchmarks()));
  process.exit(0);
}

const name = chosen();

await supervise('bench', `npm run bench -- ${name}`, async (supervisor) => {
  await install(supervisor);
  await forget('bench');
  const PGBENCH_PATH = await pgbenchPath(supervisor);
  const { env: ground, startParties } = await startGround(supervisor);
  await startParties();
  const env = { ...ground, PGBENCH_PATH, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' };
  step(`Benchmark: ${name}`);
  const { code } = await supervisor.run({
    name,
    command: process.execPath,
    args: typescript(`tools/bench/${name}.ts`),
    env,
    show: true,
  });
  return code;
});

function chosen() {
  try {
    return benchName(process.argv.slice(2), benchmarks());
  } catch (error) {
    console.error(explain(error));
    process.exit(error instanceof Problem ? error.exitCode : 1);
  }
}
