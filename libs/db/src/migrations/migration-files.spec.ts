import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readMigrations } from '../index.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'migrations-'));
});
afterAll(() => rm(root, { recursive: true }));

/** A folder with these files in it. */
async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(root, 'set-'));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(directory, name), sql);
  return directory;
}

describe('reading migrations', () => {
  it('takes them in the order of their numbers, with the hash of what they say', async () => {
    const directory = await folder({ '0002_b.sql': 'SELECT 2', '0001_first_one.sql': 'SELECT 1', 'README.md': 'x' });
    const [first, second, ...more] = await readMigrations(directory);
    expect(first).toMatchObject({ number: 1, name: 'first_one', sql: 'SELECT 1' });
    expect(second).toMatchObject({ number: 2, name: 'b', sql: 'SELECT 2' });
    expect(more).toEqual([]);
    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(first?.sha256).not.toBe(second?.sha256);
  });

  it.each([
    ['a gap', ['0001_a.sql', '0003_c.sql'], '0003_c.sql: expected number 0002'],
    ['a number twice', ['0001_a.sql', '0001_b.sql'], '0001_b.sql: expected number 0002'],
    ['a start that is not 1', ['0000_a.sql'], '0000_a.sql: expected number 0001'],
    ['a name that is not one', ['1_a.sql'], '1_a.sql: a migration is named NNNN_name.sql'],
    ['capitals', ['0001_A.sql'], '0001_A.sql: a migration is named NNNN_name.sql'],
  ])('refuses %s, naming the file', async (_, names, message) => {
    const directory = await folder(Object.fromEntries(names.map((name) => [name, ''])));
    await expect(readMigrations(directory)).rejects.toThrow(message);
  });
});
