import 'reflect-metadata';

import { BadConfig } from '@lianpiao/config';

import { runCli } from './app/cli.js';
import { serve } from './app/serve.js';

const [role = 'api', ...words] = process.argv.slice(2);

try {
  if (role === 'api' || role === 'worker' || role === 'control') await serve(role);
  else await runCli(role, words);
} catch (error) {
  process.stderr.write(
    `${error instanceof BadConfig || role === 'cli' || role === 'migrate' ? messageOf(error) : stackOf(error)}\n`,
  );
  process.exitCode = 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
