import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Measured } from '../load/closed-loop.js';
import { readLatencies, readReport } from './pgbench-output.js';

const run = promisify(execFile);
/** Its own share of the work: on two cores a second thread made no difference, on more it would. */
const THREADS = 2;

export interface PgbenchRun {
  readonly program: string;
  /** Of the login role. */
  readonly url: string;
  readonly scope: { readonly schema: string; readonly role: string };
  readonly script: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly clients: number;
  readonly seconds: number;
}

/**
 * Runs a script with prepared statements. Role and search path are set once per connection: the statement is all it
 * sends, one round trip and a transaction of its own, which is the least any program could do. And it is planned once:
 * left to itself, Postgres takes a plan for one row to be cheaper and makes it anew each time (measured: three times slower).
 */
export async function runPgbench(wanted: PgbenchRun): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'lianpiao-pgbench-'));
  try {
    await writeFile(join(folder, 'script.sql'), wanted.script);
    const { stdout } = await run(wanted.program, argumentsOf(wanted), {
      cwd: folder,
      env: { ...process.env, ...connection(wanted) },
      maxBuffer: 16_000_000,
    });
    const { count, perSecond } = readReport(stdout);
    return { count, seconds: count / perSecond, latencies: await latenciesIn(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function argumentsOf({ clients, seconds, variables }: PgbenchRun): string[] {
  const defined = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  const settings = ['--client', String(clients), '--jobs', String(THREADS), '--time', String(seconds)];
  return ['--no-vacuum', '--protocol=prepared', '--file=script.sql', '--log', ...settings, ...defined];
}

/** By the environment: an address on the command line would show its password to everybody on the machine. */
function connection({ url, scope }: PgbenchRun): NodeJS.ProcessEnv {
  const { hostname, port, pathname, username, password } = new URL(url);
  return {
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGDATABASE: pathname.slice(1),
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGOPTIONS: `-c role=${scope.role} -c search_path=${scope.schema} -c plan_cache_mode=force_generic_plan`,
  };
}

async function latenciesIn(folder: string): Promise<Float64Array> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('pgbench_log.'));
  const logs = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return readLatencies(logs.join(''));
}
