import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

function specs(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : specs(path);
    return path.endsWith('.spec.ts') ? [path] : [];
  });
}

it('every security case has a test that carries its number', () => {
  const cases = readFileSync(join(ROOT, 'docs/security-cases.md'), 'utf8').match(/^- [SGD]\d\d/gm) ?? [];
  const texts = ['apps', 'libs', 'tools'].flatMap(specs).map((path) => readFileSync(join(ROOT, path), 'utf8'));
  const tested = new Set(texts.flatMap((text) => text.match(/\[[SGD]\d\d\]/g) ?? []));
  const untested = cases.map((line) => line.slice(2)).filter((number) => !tested.has(`[${number}]`));
  expect({ cases: cases.length, untested }).toEqual({ cases: 68, untested: [] });
});
