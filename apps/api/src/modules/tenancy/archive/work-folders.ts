import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const TOUCHED_EVERY_MS = 60_000;
const ABANDONED_AFTER_MS = 10 * 60_000;

/**
 * Where archives are packed and unpacked: everybody's data in plain text, which goes with the work. Where a process was killed it goes
 * with the next one's sweep; whoever is still at work has touched its folder by then.
 */
export class WorkFolders {
  private readonly parent: string;

  /** @param archives the folder of the archives: of the same file system, so that a file is moved into its place at once */
  constructor(archives: string) {
    this.parent = join(archives, '.work');
  }

  async within<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await mkdir(this.parent, { recursive: true, mode: 0o700 });
    await this.sweep();
    const folder = await mkdtemp(join(this.parent, 'archive-'));
    const touching = setInterval(() => void touch(folder), TOUCHED_EVERY_MS);
    try {
      return await work(folder);
    } finally {
      clearInterval(touching);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async sweep(): Promise<void> {
    const names = await readdir(this.parent).catch(() => []);
    for (const name of names) {
      const folder = join(this.parent, name);
      if (await isAbandoned(folder)) await rm(folder, { recursive: true, force: true });
    }
  }
}

async function touch(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now).catch(() => undefined);
}

async function isAbandoned(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && found.mtimeMs < Date.now() - ABANDONED_AFTER_MS;
}
