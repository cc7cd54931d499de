import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const MS_PER_TICK = 10;

interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly ofEnded: number;
}

/** Reads `/proc/<pid>/stat`: user and system time, in milliseconds. The name in it may hold anything, so it is skipped. */
export function readStat(text: string): ProcessTimes {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * MS_PER_TICK;
  return { parent: Number(fields[1]), own: ticks(11), ofEnded: ticks(13) };
}

/** Processor time a process and its children have used so far, in milliseconds; 0 where it cannot be seen from here. */
export function processorTime(pid: number): number {
  const own = statOf(pid);
  if (!own) return 0;
  const children = processes().filter(({ parent }) => parent === pid);
  return children.reduce((sum, child) => sum + child.own, own.own + own.ofEnded);
}

/** The parent of a process: of a database backend, the server. */
export function parentOf(pid: number): number | undefined {
  return statOf(pid)?.parent;
}

function processes(): ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
}

function statOf(pid: number): ProcessTimes | undefined {
  try {
    return readStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}
