import type { Migration } from '@lianpiao/db';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';

import { ArchiveRefused } from './archive.failures.js';
import { inspectArchive, MANIFEST } from './inspect-archive.js';
import type { Manifest } from './manifest.js';
import { measured } from './write-archive.js';

/**
 * Unpacks an archive into a folder and checks everything that can be checked without a database; nothing is written of one that is not
 * whole, not ours, or larger than it says or than there is room for.
 * @throws ArchiveRefused
 */
export async function readArchive(file: string, folder: string, migrations: readonly Migration[]): Promise<Manifest> {
  const manifest = await inspectArchive(file, await roomIn(folder));
  assertKnown(manifest, migrations);
  await extract({ file, cwd: folder, strict: true });
  for (const table of manifest.tables) {
    const { bytes, sha256 } = await measured(join(folder, table.file));
    if (bytes !== table.bytes || sha256 !== table.sha256) throw new ArchiveRefused('OTHER_HASH', table.file);
  }
  return manifest;
}

async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Its migrations are the first ones of ours: nothing newer, nothing else under the same number. */
function assertKnown(manifest: Manifest, migrations: readonly Migration[]): void {
  for (const [index, { number, sha256 }] of manifest.migrations.entries()) {
    const ours = migrations[index];
    if (!ours) throw new ArchiveRefused('UNKNOWN_MIGRATION', MANIFEST, `migration ${number}`);
    if (ours.number !== number || ours.sha256 !== sha256)
      throw new ArchiveRefused('OTHER_MIGRATION', MANIFEST, `migration ${number}`);
  }
}
