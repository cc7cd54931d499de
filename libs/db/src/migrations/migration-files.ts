import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One numbered SQL file. Forward-only; its hash freezes it once it has been applied anywhere. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const FILE = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** Reads `NNNN_name.sql` in order. Throws on a gap, a duplicate number or a file that does not fit the pattern. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(files.map((file, index) => readMigration(directory, file, index + 1)));
}

async function readMigration(directory: string, file: string, expected: number): Promise<Migration> {
  const [, digits, name] = FILE.exec(file) ?? [];
  if (!digits || !name) throw new Error(`${file}: a migration is named NNNN_name.sql`);
  if (Number(digits) !== expected) throw new Error(`${file}: expected number ${String(expected).padStart(4, '0')}`);
  const sql = await readFile(join(directory, file), 'utf8');
  return { number: expected, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}
