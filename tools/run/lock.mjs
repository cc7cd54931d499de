import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from './problem.mjs';
import { startOf, stillRuns } from './process-identity.mjs';

/** @typedef {{ pid: number, start: string, what: string }} Holder */

/**
 * One run at a time. A lock whose holder is gone (killed, machine restarted) is taken over.
 * @param {string} path
 * @param {string} what  the command, for the other one's message
 * @returns {() => void} gives the lock back
 */
export function takeLock(path, what) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? '', what }));
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (linked(mine, path)) return () => rmSync(path, { force: true });
      dropIfStale(path);
    }
    throw new Problem(`${path} changes hands again and again: wait for the other runs to end, then try once more.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function dropIfStale(path) {
  const holder = holderOf(path);
  if (holder && stillRuns(holder)) {
    throw new Problem(
      `Already running here: "${holder.what}", process ${holder.pid}. Stop it first (Ctrl-C in its terminal, or: kill ${holder.pid}).`,
    );
  }
  // Moved aside before it is dropped: of two runs that find the same stale lock only one moves it.
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = holderOf(aside);
  if (moved && stillRuns(moved)) linked(aside, path);
  rmSync(aside, { force: true });
}

/**
 * @param {string} path
 * @returns {Holder | undefined}
 */
function holderOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
