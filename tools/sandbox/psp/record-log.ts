import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomically } from '../write-atomically.js';

export interface LogRecord {
  readonly kind: string;
  readonly key: string;
  readonly value: unknown;
}

const FLUSH_AFTER_MS = 100;

/**
 * Keeps records as lines of JSON, the last line of a key being its state; rewritten shorter at each start.
 * Appending costs what changed, where rewriting a file of 100,000 payments would stall the process.
 */
export class RecordLog {
  #unwritten: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle | undefined) {}

  static async open(path: string | undefined): Promise<{ log: RecordLog; records: LogRecord[] }> {
    if (path === undefined) return { log: new RecordLog(undefined), records: [] };
    const records = await lastOfEach(path);
    await mkdir(dirname(path), { recursive: true });
    await writeAtomically(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return { log: new RecordLog(await open(path, 'a', 0o600)), records };
  }

  append(record: LogRecord): void {
    if (!this.file) return;
    this.#unwritten.push(`${JSON.stringify(record)}\n`);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#unwritten.join('');
    this.#unwritten = [];
    if (lines !== '')
      this.#writing = this.#writing
        .then(async () => this.file?.appendFile(lines))
        .catch((error: unknown) => console.error('the state file cannot be written', error));
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.file?.close();
  }
}

async function lastOfEach(path: string): Promise<LogRecord[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  // A killed process may leave half a line at the end: what follows the last newline was never acknowledged.
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  const records = lines.map((line) => JSON.parse(line) as LogRecord);
  return [...new Map(records.map((record) => [`${record.kind}:${record.key}`, record])).values()];
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
