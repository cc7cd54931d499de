import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { localFetch } from '../../sandbox/index.js';
import type { Surroundings } from './surroundings.js';

const run = promisify(execFile);
const START_TIME_OUT_MS = 60_000;

/** One of the program's short roles, to its end: what it printed. */
export async function runOnce({ apiProgram }: Surroundings, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [apiProgram, ...words], { maxBuffer: 16_000_000 });
  return stdout;
}

export interface RunningApi {
  readonly pid: number;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** The API as production runs it: its own process, its own log level, no explorer. */
export async function startApi(around: Surroundings): Promise<RunningApi> {
  const port = await freePort();
  const log = openSync(join(around.folder, 'logs', 'api.log'), 'w', 0o600);
  const api = spawn(process.execPath, [...around.apiFlags, around.apiProgram, 'api'], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'info', PORT: String(port) },
    stdio: ['ignore', log, log],
    // A session of its own, as a service has: Linux shares a busy processor out by sessions first.
    detached: true,
  });
  closeSync(log);
  endWithUs(api);
  await ready(api, port);
  return {
    pid: api.pid ?? 0,
    port,
    stop: async () => {
      api.kill('SIGTERM');
      if (api.exitCode === null) await once(api, 'exit');
    },
  };
}

/** In a session of its own it would outlive us: the runner stops our group, and knows of no other. */
function endWithUs(api: ChildProcess): void {
  process.once('exit', () => api.kill('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}

async function ready(api: ChildProcess, port: number): Promise<void> {
  for (const until = Date.now() + START_TIME_OUT_MS; Date.now() < until;) {
    if (api.exitCode !== null) throw new Error('the API ended at once: see logs/api.log');
    const answer = await localFetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(100);
  }
  throw new Error('the API did not become ready: see logs/api.log');
}

/** Whatever the API of a demo on this machine has. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
