import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Readable, Writable } from 'node:stream';

import { identifier } from '../scope.js';
import { EXACT_TEXT } from './fingerprint.js';
import type { TableShape } from './table-shape.js';

/** RFC 4180 in UTF-8 with a header; null is `\\N` without quotes, which no text is written as. */
const FORMAT = `FORMAT csv, HEADER true, NULL '\\N', ENCODING 'UTF8'`;

const relation = (schema: string, { name }: TableShape) => `${identifier(schema)}.${identifier(name)}`;
const columnsOf = ({ columns }: TableShape) => columns.map(({ name }) => identifier(name)).join(', ');

/** Begins what is one moment for all tables that are read in it. */
export async function beginSnapshot(owner: Client): Promise<void> {
  await owner.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${EXACT_TEXT}`);
}

/** The rows of a table as CSV, in the order of its key: the same rows give the same bytes. */
export function rowsOut(owner: Client, schema: string, shape: TableShape): Readable {
  const order = shape.key.map(identifier).join(', ');
  const select = `SELECT ${columnsOf(shape)} FROM ${relation(schema, shape)} ORDER BY ${order}`;
  return owner.query(copyTo(`COPY (${select}) TO STDOUT WITH (${FORMAT})`));
}

/**
 * Begins to fill a new schema: what its migrations put in goes, since the copy brings it again, and rows are taken as they are. The
 * guards that watch how rows come into being are asleep until `endFilling`; keys and checks are awake.
 */
export async function beginFilling(owner: Client, schema: string, shapes: readonly TableShape[]): Promise<void> {
  await owner.query(`BEGIN; ${EXACT_TEXT}`);
  if (shapes.length > 0) await owner.query(`TRUNCATE ${shapes.map((shape) => relation(schema, shape)).join(', ')}`);
  for (const shape of shapes) await owner.query(`ALTER TABLE ${relation(schema, shape)} DISABLE TRIGGER USER`);
}

/** Takes CSV; `rowCount` of it is the number of rows, once it has finished. */
export function rowsIn(owner: Client, schema: string, shape: TableShape): Writable & { readonly rowCount: number } {
  return owner.query(copyFrom(`COPY ${relation(schema, shape)} (${columnsOf(shape)}) FROM STDIN WITH (${FORMAT})`));
}

export async function endFilling(owner: Client, schema: string, shapes: readonly TableShape[]): Promise<void> {
  for (const shape of shapes) await owner.query(`ALTER TABLE ${relation(schema, shape)} ENABLE TRIGGER USER`);
  await owner.query('COMMIT');
}

/** Which migrations a schema has. */
export async function migrationsOf(owner: Client, schema: string) {
  const { rows } = await owner.query<{ number: number; name: string; sha256: string }>(
    `SELECT number, name, sha256 FROM ${identifier(schema)}.schema_migration ORDER BY number`,
  );
  return rows;
}
