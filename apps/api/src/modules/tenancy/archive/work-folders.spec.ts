import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { WorkFolders } from './work-folders.js';

const ELEVEN_MINUTES_MS = 11 * 60_000;

let archives: string;
let folders: WorkFolders;
beforeEach(async () => {
  archives = await mkdtemp(join(tmpdir(), 'lianpiao-work-'));
  folders = new WorkFolders(archives);
});
afterEach(() => rm(archives, { recursive: true }));

const left = () => readdir(join(archives, '.work'));

/** What a process that was killed leaves: a folder that nobody touches any more. */
async function killed(agoMs: number): Promise<void> {
  const folder = join(archives, '.work', 'archive-killed');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'people.csv'), 'x');
  const at = new Date(Date.now() - agoMs);
  await utimes(folder, at, at);
}

describe('the folders that archives are packed and unpacked in', () => {
  it('are for nobody else on the machine, and go with the work, also where that fails', async () => {
    await folders.within(async (folder) => {
      expect((await stat(folder)).mode & 0o077).toBe(0);
      expect((await stat(join(archives, '.work'))).mode & 0o077).toBe(0);
    });
    await expect(folders.within(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await left()).toEqual([]);
  });

  it('go with the next work where a process was killed', async () => {
    await killed(ELEVEN_MINUTES_MS);
    expect(await left()).toHaveLength(1);
    await folders.within(async () => expect(await left()).toHaveLength(1));
    expect(await left()).toEqual([]);
  });

  it('stay while somebody is at work in them', async () => {
    await folders.within(async (mine) => {
      await folders.within(() => Promise.resolve());
      await folders.sweep();
      expect((await stat(mine)).isDirectory()).toBe(true);
    });
  });

  it('are nothing to sweep where there never was an archive', async () => {
    await expect(new WorkFolders(join(archives, 'none')).sweep()).resolves.toBeUndefined();
  });
});
