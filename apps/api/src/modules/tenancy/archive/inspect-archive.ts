import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';

import { ArchiveRefused } from './archive.failures.js';
import { FORMAT_VERSION, manifestShape, type Manifest } from './manifest.js';

export const MANIFEST = 'manifest.json';
const README = 'README.md';
const WHOLE = 'the archive';
const TABLE = /^tables\/[a-z][a-z0-9_]{0,62}\.csv$/;
const FOLDER = /^(\.\/|tables\/?)$/;
const FILES = new Set<string>(['File', 'OldFile', 'ContiguousFile']);
/** More than the manifest of any archive of ours, and what tar puts around it. */
const MOST_ABOUT = 8 * 1024 * 1024;
/** Headers and padding. */
const MOST_AROUND_A_FILE = 16 * 1024;

/**
 * Reads an archive to its end and writes nothing of it: one that was cut short, brings what is not ours or more than its manifest says is
 * refused, the latter before more of it is unpacked than that.
 * @param mostBytes how much there is room for
 * @throws ArchiveRefused
 */
export async function inspectArchive(file: string, mostBytes: number): Promise<Manifest> {
  const inspection = new Inspection(mostBytes);
  try {
    await pipeline(createReadStream(file), createGunzip(), (chunks) =>
      inspection.read(chunks as AsyncIterable<Buffer>),
    );
  } catch {
    // What the pipeline rejects with is that it was ended.
    throw inspection.failure instanceof ArchiveRefused ? inspection.failure : new ArchiveRefused('UNREADABLE', WHOLE);
  }
  return inspection.whole();
}

class Inspection {
  private manifest: Manifest | undefined;
  /** Files that are still to come, and their sizes. */
  private readonly awaited = new Map<string, number>();
  private unpacked = 0;
  private mostUnpacked = MOST_ABOUT;
  /** What ended it, where that was not the file itself. */
  failure: Error | undefined;
  /** What comes after its end is counted and not looked at. */
  private isOver = false;

  constructor(private readonly mostBytes: number) {}

  async read(chunks: AsyncIterable<Buffer>): Promise<void> {
    const parser = new Parser({ strict: true, onReadEntry: (entry) => this.meet(entry) });
    parser.on('error', (error: unknown) => this.endBy(error));
    parser.on('eof', () => (this.isOver = true));
    for await (const chunk of chunks) {
      this.unpacked += chunk.length;
      if (this.unpacked > this.mostUnpacked) throw this.endBy(new ArchiveRefused('TOO_LARGE', WHOLE));
      if (!this.isOver) parser.write(chunk);
      if (this.failure) throw this.failure;
    }
    parser.end();
    if (this.failure) throw this.failure;
  }

  whole(): Manifest {
    if (!this.manifest) throw new ArchiveRefused('MISSING_FILE', MANIFEST);
    const [missing] = this.awaited.keys();
    if (missing !== undefined) throw new ArchiveRefused('MISSING_FILE', missing);
    return this.manifest;
  }

  /** Its content comes with the chunks that are read. */
  private meet(entry: ReadEntry): void {
    try {
      this.admit(entry);
    } catch (error) {
      this.endBy(error);
    }
    if (entry.path === MANIFEST && !this.failure) this.collect(entry);
    else entry.resume();
  }

  private admit({ path, type, size }: ReadEntry): void {
    if (type === 'Directory' && FOLDER.test(path)) return;
    if (!FILES.has(type)) throw new ArchiveRefused('UNKNOWN_FILE', path);
    if (path === MANIFEST || path === README) this.admitAbout(path, size);
    else this.admitTable(path, size);
  }

  private admitTable(path: string, size: number): void {
    if (!TABLE.test(path)) throw new ArchiveRefused('UNKNOWN_FILE', path);
    if (!this.manifest) throw new ArchiveRefused('NOT_AN_ARCHIVE', MANIFEST, 'comes first');
    const declared = this.awaited.get(path);
    if (declared === undefined) throw new ArchiveRefused('UNKNOWN_FILE', path);
    if (size > declared) throw new ArchiveRefused('TOO_LARGE', path);
    this.awaited.delete(path);
  }

  private admitAbout(path: string, size: number): void {
    if (path === MANIFEST && this.manifest) throw new ArchiveRefused('UNKNOWN_FILE', path);
    if (size > MOST_ABOUT) throw new ArchiveRefused('TOO_LARGE', path);
  }

  /** By the first thing that was wrong with it. */
  private endBy(error: unknown): Error {
    this.failure ??= error instanceof Error ? error : new Error('unreadable');
    return this.failure;
  }

  private collect(entry: ReadEntry): void {
    const parts: Buffer[] = [];
    entry.on('data', (part) => parts.push(Buffer.from(part)));
    entry.on('end', () => {
      try {
        this.follow(manifestIn(Buffer.concat(parts).toString('utf8')));
      } catch (error) {
        this.endBy(error);
      }
    });
  }

  private follow(manifest: Manifest): void {
    this.manifest = manifest;
    for (const { name, file, bytes } of manifest.tables) {
      if (file !== `tables/${name}.csv`) throw new ArchiveRefused('NOT_AN_ARCHIVE', MANIFEST, file);
      this.awaited.set(file, bytes);
    }
    const declared = manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0);
    if (declared > this.mostBytes) throw new ArchiveRefused('TOO_LARGE', MANIFEST, `${declared} bytes`);
    this.mostUnpacked = MOST_ABOUT + declared + manifest.tables.length * MOST_AROUND_A_FILE;
  }
}

function manifestIn(text: string): Manifest {
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
