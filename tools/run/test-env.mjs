import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDir } from './paths.mjs';

/** Specs run alone find the services of `node tools/run/services.mjs up test`; what the environment says goes first. */
export function loadTestEnv() {
  const file = join(localDir('test'), 'env');
  if (!existsSync(file)) return;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [name = '', ...value] = line.split('=');
    if (name) process.env[name] ??= value.join('=');
  }
}
