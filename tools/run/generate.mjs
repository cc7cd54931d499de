import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { typescript } from './typescript.mjs';

/** What is derived from the code and committed, each from the one before: schema, configuration page, typed client. */
const texts = [
  { verb: 'schema', file: 'apps/api/schema.graphql' },
  { verb: 'control-schema', file: 'apps/api/control.graphql' },
  { verb: 'config-docs', file: 'docs/config.md' },
];

for (const { verb, file } of texts)
  writeFileSync(join(root, file), answer(typescript('apps/api/src/main.ts', 'cli', verb)));
answer([join(root, 'node_modules/@graphql-codegen/cli/esm/bin.js'), '--config', 'codegen.ts']);

/**
 * @param {string[]} args
 * @returns {string} what it wrote; its end with trouble is ours
 */
function answer(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  console.error(`${stdout}${stderr}`);
  process.exit(1);
}
