/** What can be wrong with a file of attractions. */
export const ImportErrorCode = {
  WRONG_ENCODING: 'WRONG_ENCODING',
  TOO_LARGE: 'TOO_LARGE',
  TOO_MANY_ROWS: 'TOO_MANY_ROWS',
  NOT_CSV: 'NOT_CSV',
  WRONG_HEADER: 'WRONG_HEADER',
  WRONG_FIELD_COUNT: 'WRONG_FIELD_COUNT',
  MISSING: 'MISSING',
  TOO_LONG: 'TOO_LONG',
  BAD_CHARACTER: 'BAD_CHARACTER',
  BAD_CODE: 'BAD_CODE',
  DUPLICATE_CODE: 'DUPLICATE_CODE',
  NOT_A_NUMBER: 'NOT_A_NUMBER',
  NOT_A_BOOLEAN: 'NOT_A_BOOLEAN',
  BAD_TIME: 'BAD_TIME',
  OUT_OF_RANGE: 'OUT_OF_RANGE',
} as const;
export type ImportErrorCode = (typeof ImportErrorCode)[keyof typeof ImportErrorCode];

/** One thing wrong, and where. */
export interface ImportError {
  /** Line of the file, the header being 1; null when it is about the file as a whole. */
  readonly row: number | null;
  readonly column: string | null;
  readonly code: ImportErrorCode;
  /** What stood there, cut to 40 characters. */
  readonly value: string | null;
}

const LONGEST_ECHO = 40;

export function importError(
  row: number | null,
  code: ImportErrorCode,
  column: string | null = null,
  value?: string,
): ImportError {
  return { row, column, code, value: value === undefined ? null : echo(value) };
}

/** The first 40 characters, none cut in half. */
function echo(value: string): string {
  return Array.from(value.slice(0, 2 * LONGEST_ECHO))
    .slice(0, LONGEST_ECHO)
    .join('');
}
