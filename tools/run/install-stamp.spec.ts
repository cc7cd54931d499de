import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { installStamp } from './install-stamp.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(folder, 'libs/kernel'), { recursive: true });
  for (const path of ['package.json', 'package-lock.json', 'libs/kernel/package.json'])
    writeFileSync(join(folder, path), '{}');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('is the same for the same files and runtime', () => {
  expect(installStamp(folder, 'v20')).toBe(installStamp(folder, 'v20'));
});

it('changes with the lockfile, a manifest, a new workspace and the runtime', () => {
  const stamps = [installStamp(folder, 'v20'), installStamp(folder, 'v22')];
  for (const path of ['package-lock.json', 'libs/kernel/package.json', 'package.json']) {
    writeFileSync(join(folder, path), `{"changed":"${path}"}`);
    stamps.push(installStamp(folder, 'v20'));
  }
  mkdirSync(join(folder, 'apps/api'), { recursive: true });
  writeFileSync(join(folder, 'apps/api/package.json'), '{}');
  stamps.push(installStamp(folder, 'v20'));
  expect(new Set(stamps).size).toBe(stamps.length);
});

it('does not look at sources', () => {
  const before = installStamp(folder, 'v20');
  writeFileSync(join(folder, 'libs/kernel/index.ts'), '');
  expect(installStamp(folder, 'v20')).toBe(before);
});
