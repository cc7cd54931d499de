import { beginSnapshot, migrationsOf, rowsOut, tableShapes, type TableShape } from '@lianpiao/db';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { create } from 'tar';

import type { OnStep } from '../on-step.js';
import { ARCHIVE_README } from './archive-readme.js';
import type { ArchivedTable, Manifest } from './manifest.js';

export type ArchiveFacts = Omit<Manifest, 'migrations' | 'tables'>;

/** Of whoever runs the platform alone. */
const OURS_ALONE = 0o600;

/**
 * Writes a tenant's schema, as it is at one moment, to one file. Rows stream through; the largest thing in memory is a chunk. The file
 * appears under its name when it is whole.
 * @param folder to work in
 */
export async function writeArchive(
  owner: Client,
  schema: string,
  facts: ArchiveFacts,
  { file, folder }: { readonly file: string; readonly folder: string },
  onStep: OnStep<string>,
): Promise<Manifest> {
  const manifest = await writeParts(owner, schema, facts, folder, onStep);
  const whole = join(folder, 'archive.tar.gz');
  const parts = ['manifest.json', 'README.md', ...manifest.tables.map((table) => table.file)];
  await create({ file: whole, cwd: folder, gzip: true, portable: true, mode: OURS_ALONE }, parts);
  await onStep('packed');
  await moveTo(file, whole);
  return manifest;
}

/** At once where both are on one file system; else by way of a file beside it. */
async function moveTo(file: string, whole: string): Promise<void> {
  const isElsewhere = await rename(whole, file).then(
    () => false,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EXDEV') return true;
      throw error;
    },
  );
  if (!isElsewhere) return;
  await copyFile(whole, `${file}.part`);
  await rename(`${file}.part`, file);
}

async function writeParts(
  owner: Client,
  schema: string,
  facts: ArchiveFacts,
  folder: string,
  onStep: OnStep<string>,
): Promise<Manifest> {
  await mkdir(join(folder, 'tables'));
  await beginSnapshot(owner);
  const migrations = await migrationsOf(owner, schema);
  const tables: ArchivedTable[] = [];
  for (const shape of await tableShapes(owner, schema)) {
    tables.push(await writeTable(owner, schema, shape, folder));
    await onStep(`table ${shape.name}`);
  }
  await owner.query('COMMIT');
  const manifest: Manifest = { ...facts, migrations, tables };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), ARCHIVE_README);
  return manifest;
}

async function writeTable(owner: Client, schema: string, shape: TableShape, folder: string): Promise<ArchivedTable> {
  const file = `tables/${shape.name}.csv`;
  const measure = new Measure();
  const rows = rowsOut(owner, schema, shape);
  await pipeline(rows, measure, createWriteStream(join(folder, file)));
  const { rowCount } = rows as typeof rows & { readonly rowCount: number };
  return { ...shape, key: [...shape.key], columns: [...shape.columns], file, rows: rowCount, ...measure.taken() };
}

/** Size and SHA-256 of what passes. */
export class Measure extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  taken(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** Size and SHA-256 of a file. */
export async function measured(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const measure = new Measure();
  await pipeline(createReadStream(file), measure.resume());
  return measure.taken();
}
