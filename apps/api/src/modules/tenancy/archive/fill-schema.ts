import { beginFilling, endFilling, rowsIn, rowsOut, sqlState, tableShapes, type TableShape } from '@lianpiao/db';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';

import { ArchiveRefused } from './archive.failures.js';
import type { ArchivedTable, Manifest } from './manifest.js';
import { Measure } from './write-archive.js';

/**
 * Brings the rows of an unpacked archive into a schema that has its migrations, all or none, and reads them back: they must give the same
 * bytes.
 * @throws ArchiveRefused
 */
export async function fillSchema(owner: Client, schema: string, manifest: Manifest, folder: string): Promise<void> {
  const shapes = await tableShapes(owner, schema);
  assertSameTables(shapes, manifest.tables);
  await beginFilling(owner, schema, shapes);
  try {
    for (const shape of shapes) await fillTable(owner, schema, shape, archived(manifest, shape.name), folder);
    for (const shape of shapes) await assertSameBytes(owner, schema, shape, archived(manifest, shape.name));
    await endFilling(owner, schema, shapes);
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function archived({ tables }: Manifest, name: string): ArchivedTable {
  const table = tables.find((one) => one.name === name);
  if (!table) throw new ArchiveRefused('MISSING_TABLE', 'manifest.json', name);
  return table;
}

function assertSameTables(shapes: readonly TableShape[], tables: readonly ArchivedTable[]): void {
  const known = new Map(shapes.map((shape) => [shape.name, shape]));
  for (const { name, columns } of tables) {
    const shape = known.get(name);
    if (!shape) throw new ArchiveRefused('UNKNOWN_TABLE', 'manifest.json', name);
    if (JSON.stringify(shape.columns) !== JSON.stringify(columns))
      throw new ArchiveRefused('OTHER_COLUMNS', 'manifest.json', name);
    known.delete(name);
  }
  const [missing] = known.keys();
  if (missing !== undefined) throw new ArchiveRefused('MISSING_TABLE', 'manifest.json', missing);
}

async function fillTable(
  owner: Client,
  schema: string,
  shape: TableShape,
  table: ArchivedTable,
  folder: string,
): Promise<void> {
  const rows = rowsIn(owner, schema, shape);
  await pipeline(createReadStream(join(folder, table.file)), rows).catch((error: unknown) => {
    if (sqlState(error) === undefined) throw error;
    throw new ArchiveRefused('WRONG_VALUE', table.file, placeOf(error));
  });
  if (rows.rowCount !== table.rows) throw new ArchiveRefused('OTHER_COUNT', table.file);
}

async function assertSameBytes(owner: Client, schema: string, shape: TableShape, table: ArchivedTable): Promise<void> {
  const measure = new Measure();
  await pipeline(rowsOut(owner, schema, shape), measure.resume());
  if (measure.taken().sha256 !== table.sha256) throw new ArchiveRefused('OTHER_HASH', table.file, 'read back');
}

/** Line and column as Postgres names them; never the value, which may be a person's. */
function placeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const where = 'where' in error && typeof error.where === 'string' ? error.where : '';
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? `constraint ${error.constraint}` : '';
  return /line \d+(?:, column \w+)?/.exec(where)?.[0] ?? constraint;
}
