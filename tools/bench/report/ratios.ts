import type { Measured } from '../load/closed-loop.js';
import { median, percentile } from './statistics.js';
import { table } from './table.js';

/** A run, with how many scans one transaction decided, and the processor time of database and API in all. */
export interface Run extends Measured {
  readonly batch: number;
  readonly databaseMs: number;
  readonly apiMs: number;
}

/** One of the ways that are compared, with what its runs measured. */
export interface Path {
  readonly name: string;
  /** The least share of the yardstick's rate; none for the yardstick itself. */
  readonly floor?: number;
  readonly runs: readonly Run[];
}

export interface Compared {
  readonly text: string;
  readonly holds: boolean;
}

const HEADINGS = ['path', 'per second', 'runs', 'p50 ms', 'p99 ms', 'batch', 'db ms', 'api ms', 'ratio', 'floor'];

/** Medians over the runs of each path, and their ratio to the first path's. */
export function compared(paths: readonly Path[]): Compared {
  const [yardstick] = paths;
  if (!yardstick) throw new RangeError('nothing to compare');
  const unit = rateOf(yardstick);
  const rows = paths.map((path) => rowOf(path, rateOf(path) / unit));
  const holds = paths.every((path) => path.floor === undefined || rateOf(path) / unit >= path.floor);
  return { text: table(HEADINGS, rows), holds };
}

function rowOf(path: Path, ratio: number): string[] {
  const { name, runs, floor } = path;
  const each = (pick: (run: Run) => number) => median(runs.map(pick));
  return [
    name,
    rateOf(path).toFixed(0),
    runs.map((run) => perSecond(run).toFixed(0)).join(' '),
    each(({ latencies }) => percentile(latencies, 0.5)).toFixed(2),
    each(({ latencies }) => percentile(latencies, 0.99)).toFixed(2),
    each(({ batch }) => batch).toFixed(1),
    each(({ databaseMs, count }) => databaseMs / count).toFixed(2),
    each(({ apiMs, count }) => apiMs / count).toFixed(2),
    `${ratio.toFixed(2)}x`,
    floor === undefined ? '' : `${floor.toFixed(2)}x ${ratio >= floor ? 'ok' : 'MISSED'}`,
  ];
}

function rateOf({ runs }: Path): number {
  return median(runs.map(perSecond));
}

export function perSecond({ count, seconds }: Pick<Measured, 'count' | 'seconds'>): number {
  return count / seconds;
}
