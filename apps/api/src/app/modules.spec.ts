import 'reflect-metadata';

import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { consumers, controlJobs, doorJobs, jobs, sharedJobs } from './modules.js';

const MODULES = join(import.meta.dirname, '../modules');

/** Names of the classes in the modules that say they are one. */
function written(role: string): string[] {
  const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /(?<!\.spec)\.ts$/.test(file) && !file.includes('testing/'));
  const declared = new RegExp(`class (\\w+) [^{]*implements [^{]*\\b${role}\\b`, 'g');
  return sources.flatMap((file) =>
    [...readFileSync(join(MODULES, file), 'utf8').matchAll(declared)].map(([, name = '']) => name),
  );
}

/** Left out of the list, it would be asleep in production and nobody would miss it. */
it.each([
  ['OutboxConsumer', consumers],
  ['TenantJob', [...jobs, ...sharedJobs, ...controlJobs, ...doorJobs]],
] as const)('employs every %s that there is', (role, employed) => {
  const names = employed.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(names.sort()).toEqual(written(role).sort());
});
