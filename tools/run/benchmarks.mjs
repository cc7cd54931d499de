import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './paths.mjs';

/** @typedef {import('./supervisor.mjs').Supervisor} Supervisor */

/** Exit code of a benchmark that ran to its end; `tools/bench/report/outcome.ts` has it, too. */
const FLOOR_MISSED = 3;

/** Long enough to go through every step of it once, on services of its own whatever the tests run on. */
const briefly = {
  ...{ BENCH_ROUNDS: '1', BENCH_SECONDS: '1', BENCH_TENANTS: '2', BENCH_ONLY: undefined, BENCH_API_FLAGS: undefined },
  ...{ DATABASE_URL: undefined, REDIS_URL: undefined, KEYCLOAK_URL: undefined, PSP_URL: undefined, NO_COLOR: '1' },
};

/** A benchmark is a file directly in tools/bench; what they share lies in folders below. */
export function benchmarks() {
  const folder = join(root, 'tools/bench');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

/**
 * Whether a benchmark still runs to its table. What it measures in a second says nothing, so its floors do not count.
 * @param {Supervisor} supervisor
 * @param {string} name
 */
export async function runsToItsEnd(supervisor, name) {
  const { code, log, output } = await supervisor.run({
    name: `bench-${name}`,
    command: process.execPath,
    args: [join(root, 'tools/run/bench.mjs'), name],
    env: { ...process.env, ...briefly },
  });
  return code === 0 || code === FLOOR_MISSED ? undefined : `    ${log}, its end:\n${output()}`;
}
