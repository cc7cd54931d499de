import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The machine, for the reader who compares two days. */
export function box(): string {
  const [cpu] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory} GiB, Node ${process.versions.node}`;
}

/** Runnable tasks over the last minute. More than what the benchmark itself runs is somebody else. */
export function load(): string {
  return (loadavg()[0] ?? 0).toFixed(2);
}
