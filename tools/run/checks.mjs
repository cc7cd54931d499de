import { join } from 'node:path';
import { hashOf } from './file-hash.mjs';
import { onPath } from './host.mjs';
import { root } from './paths.mjs';

/** @typedef {import('./supervisor.mjs').Supervisor} Supervisor */
/** @typedef {{ name: string, run: (supervisor: Supervisor) => Promise<string | undefined> }} Check  answers what is wrong, or nothing */

const generatedPaths = [
  'apps/api/schema.graphql',
  'apps/api/control.graphql',
  'docs/config.md',
  'libs/graphql-client/src',
];

/** @type {Check} */
const format = {
  name: 'format',
  run: (supervisor) => node(supervisor, 'format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.'),
};

/** @type {Check} */
const lint = { name: 'lint', run: (supervisor) => node(supervisor, 'lint', 'node_modules/eslint/bin/eslint.js', '.') };

/** @type {Check} */
const types = { name: 'types', run: (supervisor) => script(supervisor, 'typecheck') };

/** @type {Check} */
const architecture = {
  name: 'architecture',
  run: (supervisor) => node(supervisor, 'architecture', 'tools/architecture/check.mjs'),
};

/** Linting with types takes as long as the others together: on two cores they go side by side. */
export const sideBySide = [[lint], [format, types, architecture]];

/** By itself, since it writes what the others read. @type {Check} */
export const generated = { name: 'generated files', run: generatedFiles };

/** @param {Supervisor} supervisor */
async function generatedFiles(supervisor) {
  const before = hashOf(root, generatedPaths);
  const problem = await script(supervisor, 'generate');
  if (problem) return problem;
  return hashOf(root, generatedPaths) === before
    ? undefined
    : '    They were out of date and have been renewed: look at "git diff" and commit them.';
}

/**
 * @param {Supervisor} supervisor
 * @param {string} name
 * @param {string} file
 * @param {...string} args
 */
const node = (supervisor, name, file, ...args) =>
  ended(supervisor, name, process.execPath, [join(root, file), ...args]);

/**
 * @param {Supervisor} supervisor
 * @param {string} name
 */
const script = (supervisor, name) => ended(supervisor, name, onPath('npm') ?? 'npm', ['run', '--silent', name]);

/**
 * @param {Supervisor} supervisor
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 */
async function ended(supervisor, name, command, args) {
  const { code, log, output } = await supervisor.run({ name, command, args });
  return code === 0 ? undefined : `    ${log}, its end:\n${output()}`;
}
