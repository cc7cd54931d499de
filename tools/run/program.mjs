import { join } from 'node:path';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';

/** @typedef {import('./supervisor.mjs').Supervisor} Supervisor */

/** What runs during a demo, by the name of its bundle. */
export const programs = {
  api: './apps/api/src/main.ts',
  sandbox: './tools/sandbox/main.ts',
  demo: './tools/demo/main.ts',
};

/** @param {Supervisor} supervisor */
const bundleFolder = (supervisor) => join(supervisor.folder, 'programs');

/**
 * Bundles the programs anew: half a second, and each process then starts in half the time that compiling file by file takes.
 * @param {Supervisor} supervisor
 */
export async function bundlePrograms(supervisor) {
  const args = [join(root, 'tools/run/bundle-programs.mjs'), bundleFolder(supervisor)];
  const { code, log, output } = await supervisor.run({ name: 'bundle', command: process.execPath, args });
  if (code !== 0) throw new Problem(`The programs could not be bundled. The end of ${log}:\n${output()}`);
}

/**
 * @param {Supervisor} supervisor
 * @param {keyof typeof programs} name
 */
export const programFile = (supervisor, name) => join(bundleFolder(supervisor), `${name}.mjs`);

/**
 * The arguments with which Node runs a bundled program.
 * @param {Supervisor} supervisor
 * @param {keyof typeof programs} name
 * @param {...string} args
 */
export const program = (supervisor, name, ...args) => ['--enable-source-maps', programFile(supervisor, name), ...args];
