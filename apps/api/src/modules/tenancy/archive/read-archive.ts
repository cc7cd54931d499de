import type { Migration } from '@lianpiao/db';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract, list, type ReadEntry } from 'tar';

import { ArchiveRefused } from './archive.failures.js';
import { FORMAT_VERSION, manifestShape, type Manifest } from './manifest.js';
import { measured } from './write-archive.js';

const MANIFEST = 'manifest.json';
const PARTS = /^(manifest\.json|README\.md|tables\/[a-z][a-z0-9_]{0,62}\.csv)$/;
const FOLDER = /^(\.\/|tables\/?)$/;
const FILES = new Set<string>(['File', 'OldFile', 'ContiguousFile']);

/**
 * Unpacks an archive into a folder and checks everything that can be checked without a database.
 * @throws ArchiveRefused
 */
export async function readArchive(file: string, folder: string, migrations: readonly Migration[]): Promise<Manifest> {
  await unpack(file, folder);
  const manifest = await manifestIn(folder);
  assertKnown(manifest, migrations);
  await assertFiles(manifest, folder);
  for (const table of manifest.tables) {
    const { bytes, sha256 } = await measured(join(folder, table.file));
    if (bytes !== table.bytes || sha256 !== table.sha256) throw new ArchiveRefused('OTHER_HASH', table.file);
  }
  return manifest;
}

/** Read to its end before anything of it is written: a file that was cut short, or brings what is not ours, leaves nothing. */
async function unpack(file: string, folder: string): Promise<void> {
  const unreadable = () => {
    throw new ArchiveRefused('UNREADABLE', 'the archive');
  };
  const strange: string[] = [];
  const look = ({ path, type }: ReadEntry) => {
    if (!(type === 'Directory' ? FOLDER.test(path) : FILES.has(type) && PARTS.test(path))) strange.push(path);
  };
  await list({ file, strict: true, onReadEntry: look }).catch(unreadable);
  if (strange[0] !== undefined) throw new ArchiveRefused('UNKNOWN_FILE', strange[0]);
  await extract({ file, cwd: folder, strict: true }).catch(unreadable);
}

async function manifestIn(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new ArchiveRefused('MISSING_FILE', MANIFEST);
  });
  const json = jsonOf(text);
  if (versionOf(json) > FORMAT_VERSION) throw new ArchiveRefused('NEWER_FORMAT', MANIFEST);
  const parsed = manifestShape.safeParse(json);
  if (!parsed.success) throw new ArchiveRefused('NOT_AN_ARCHIVE', MANIFEST, parsed.error.issues[0]?.path.join('.'));
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ArchiveRefused('NOT_AN_ARCHIVE', MANIFEST);
  }
}

function versionOf(json: unknown): number {
  const named = typeof json === 'object' && json !== null && 'formatVersion' in json;
  return named && typeof json.formatVersion === 'number' ? json.formatVersion : 0;
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

async function assertFiles(manifest: Manifest, folder: string): Promise<void> {
  const there = new Set(await readdir(join(folder, 'tables')).catch(() => []));
  for (const { file, name } of manifest.tables) {
    if (file !== `tables/${name}.csv`) throw new ArchiveRefused('NOT_AN_ARCHIVE', MANIFEST, file);
    if (!there.delete(`${name}.csv`)) throw new ArchiveRefused('MISSING_FILE', file);
  }
  const [stranger] = there;
  if (stranger !== undefined) throw new ArchiveRefused('UNKNOWN_FILE', `tables/${stranger}`);
}
