import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { takeLock } from './lock.mjs';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  path = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('names the run that holds it, and is free again afterwards', () => {
  const release = takeLock(path, 'npm run demo');
  expect(() => takeLock(path, 'npm run demo')).toThrow(`Already running here: "npm run demo", process ${process.pid}`);
  release();
  takeLock(path, 'npm run demo')();
  expect(existsSync(path)).toBe(false);
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, start: '1', what: 'npm test' })],
  [
    'a process that has only taken over the number',
    JSON.stringify({ pid: process.pid, start: 'long ago', what: 'npm test' }),
  ],
  ['nobody: cut off while it was written', '{"pid":'],
])('is taken over from %s', (_, content) => {
  writeFileSync(path, content);
  takeLock(path, 'npm test')();
});
