import { beginSnapshot, migrationsOf, rowsOut, tableShapes, type TableShape } from '@lianpiao/db';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { create } from 'tar';

import { ARCHIVE_README } from './archive-readme.js';
import type { ArchivedTable, Manifest } from './manifest.js';

export type ArchiveFacts = Omit<Manifest, 'migrations' | 'tables'>;

/**
 * Writes a tenant's schema, as it is at one moment, to one file. Rows stream through; the largest thing in memory is a chunk. The file
 * appears under its name when it is whole.
 */
export async function writeArchive(
  owner: Client,
  schema: string,
  facts: ArchiveFacts,
  file: string,
): Promise<Manifest> {
  // Beside the file, so that it is renamed into its place and never copied.
  const folder = await mkdtemp(join(dirname(file), '.archive-'));
  try {
    const manifest = await writeParts(owner, schema, facts, folder);
    const half = join(folder, 'archive.tar.gz');
    const parts = ['manifest.json', 'README.md', ...manifest.tables.map((table) => table.file)];
    await create({ file: half, cwd: folder, gzip: true, portable: true }, parts);
    await rename(half, file);
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeParts(owner: Client, schema: string, facts: ArchiveFacts, folder: string): Promise<Manifest> {
  await mkdir(join(folder, 'tables'));
  await beginSnapshot(owner);
  const migrations = await migrationsOf(owner, schema);
  const tables: ArchivedTable[] = [];
  for (const shape of await tableShapes(owner, schema)) tables.push(await writeTable(owner, schema, shape, folder));
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
