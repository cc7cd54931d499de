import { readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Of each backend with this application name: memory nobody shares with it, in MiB, the largest first. */
export async function backendMemory(owner: Client, application: string): Promise<number[]> {
  const { rows } = await owner.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [
    application,
  ]);
  return rows.map(({ pid }) => privateMemory(pid)).sort((one, other) => other - one);
}

/** 0 where it cannot be seen from here. */
export function privateMemory(pid: number): number {
  try {
    const kilobytes = [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+: +(\d+) kB/gm)];
    return kilobytes.reduce((sum, [, digits]) => sum + Number(digits), 0) / 1_024;
  } catch {
    return 0;
  }
}
