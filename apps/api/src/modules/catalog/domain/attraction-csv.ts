import type { Currency } from '@lianpiao/kernel';
import { CsvError, parse } from 'csv-parse/sync';

import { AttractionRowReader, type AttractionRow } from './attraction-row.js';
import { importError, type ImportError } from './import-error.js';

const MOST_BYTES = 2 * 1024 * 1024;
const MOST_ROWS = 5_000;
const LONGEST_ROW = 65_536;
const MOST_COLUMNS = 100;

export interface AttractionFile {
  readonly attractions: readonly AttractionRow[];
  /** Everything that is wrong; nothing may be imported while there is any. */
  readonly errors: readonly ImportError[];
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a file of attractions: CSV (RFC 4180) in UTF-8, with or without a byte order mark. Whatever the bytes, it answers. */
export function readAttractionCsv(file: Uint8Array, currency: Currency): AttractionFile {
  if (file.length > MOST_BYTES) return refused([importError(null, 'TOO_LARGE')]);
  const text = decoded(file);
  if (text === undefined) return refused([importError(null, 'WRONG_ENCODING')]);
  const records = parsed(text);
  if (!Array.isArray(records)) return refused([records]);
  return readRecords(records, new AttractionRowReader(currency));
}

function refused(errors: readonly ImportError[]): AttractionFile {
  return { attractions: [], errors };
}

/** Undefined when it is not UTF-8, e.g. GBK: guessing the encoding would import wrong names. */
function decoded(file: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return undefined;
  }
}

function parsed(text: string): CsvRecord[] | ImportError {
  try {
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 2,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (error instanceof CsvError) return importError(typeof error.lines === 'number' ? error.lines : null, 'NOT_CSV');
    throw error;
  }
}

function readRecords([first, ...rest]: readonly CsvRecord[], reader: AttractionRowReader): AttractionFile {
  const header = first?.record ?? [];
  const wrong = headerErrors(header, reader);
  if (wrong.length > 0) return refused(wrong);
  if (rest.length > MOST_ROWS) return refused([importError(null, 'TOO_MANY_ROWS')]);
  const attractions: AttractionRow[] = [];
  const errors: ImportError[] = [];
  const codes = new Set<string>();
  for (const { record, info } of rest) {
    const row = info.lines - lineBreaks(record);
    const read = readRow(row, record, header, reader);
    if (Array.isArray(read)) errors.push(...read);
    else if (codes.has(read.code)) errors.push(importError(row, 'DUPLICATE_CODE', 'code', read.code));
    else attractions.push(read);
    if (!Array.isArray(read)) codes.add(read.code);
  }
  return errors.length > 0 ? refused(errors) : { attractions, errors };
}

function readRow(row: number, record: readonly string[], header: readonly string[], reader: AttractionRowReader) {
  if (record.length !== header.length) return [importError(row, 'WRONG_FIELD_COUNT', null, String(record.length))];
  const byColumn = new Map(header.map((column, index) => [column, record[index] ?? '']));
  return reader.read(row, (column) => byColumn.get(column) ?? '');
}

/** The columns must be ours, each once, in any order. */
function headerErrors(found: readonly string[], { required, optional }: AttractionRowReader): ImportError[] {
  if (found.length > MOST_COLUMNS) return [importError(1, 'WRONG_HEADER')];
  const missing = new Set(required);
  const spare = new Set(optional);
  const surplus = found.filter((column) => !missing.delete(column) && !spare.delete(column));
  return [
    ...Array.from(missing, (column) => importError(1, 'WRONG_HEADER', column)),
    ...surplus.map((value) => importError(1, 'WRONG_HEADER', null, value)),
  ];
}

/** The parser counts to the end of a record; a row is named by the line it begins on. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, value) => sum + (value.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}
