/** What pgbench says of a run at its end. */
export interface PgbenchReport {
  readonly count: number;
  readonly perSecond: number;
}

/** Reads the report; throws on one of a run in which something failed. */
export function readReport(text: string): PgbenchReport {
  const count = numberAfter(text, 'number of transactions actually processed');
  const failed = numberAfter(text, 'number of failed transactions');
  const perSecond = Number(/^tps = ([\d.]+) \(without initial connection time\)/m.exec(text)?.[1] ?? Number.NaN);
  if (!(perSecond > 0) || count === undefined) throw new Error(`pgbench reported no rate:\n${text}`);
  if (failed !== undefined && failed > 0) throw new Error(`${failed} transactions of pgbench failed:\n${text}`);
  return { count, perSecond };
}

function numberAfter(text: string, label: string): number | undefined {
  const [, digits] = new RegExp(`^${label}: (\\d+)`, 'm').exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Latencies in milliseconds, the shortest first, from the transaction log: its third field, in microseconds. */
export function readLatencies(log: string): Float64Array {
  const lines = log.split('\n').filter((line) => line !== '');
  return Float64Array.from(lines, (line) => Number(line.split(' ', 3)[2]) / 1_000).sort();
}
