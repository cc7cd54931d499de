/** `npm run tenant -- <verb> …`: the image's own verbs, on whatever the environment names. */
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';
import { typescript } from './typescript.mjs';

const { status } = spawnSync(
  process.execPath,
  typescript('apps/api/src/main.ts', 'cli', 'tenant', ...process.argv.slice(2)),
  {
    cwd: root,
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
