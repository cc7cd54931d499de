import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jestOutcome } from './jest-outcome.mjs';
import { root } from './paths.mjs';
import { say, seconds, step } from './progress.mjs';

/**
 * Runs the specs whose path matches one of the patterns, all without one, and shows how they went.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} patterns
 * @returns {Promise<import('./jest-outcome.mjs').Outcome>}
 */
export async function runJest(supervisor, env, patterns) {
  const since = performance.now();
  step('jest');
  const report = join(supervisor.folder, 'jest.json');
  rmSync(report, { force: true });
  const jest = [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
  ];
  const args = [...jest, '--json', `--outputFile=${report}`, '--maxWorkers=2', ...patterns];
  const { code } = await supervisor.run({ name: 'jest', command: process.execPath, args, env, show: true });
  const outcome = jestOutcome(report, code);
  const { passed, failed, notes } = outcome;
  step(`${failed === 0 ? 'PASS' : 'FAIL'}  jest: ${passed} passed, ${failed} failed (${seconds(since)})`);
  for (const note of notes) say(`    ${note}`);
  return outcome;
}
