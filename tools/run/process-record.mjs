import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf, stillRuns } from './process-identity.mjs';
import { until } from './readiness.mjs';

/** @typedef {{ name: string, pid: number, start: string, stopSignal: NodeJS.Signals }} Recorded */

/** What a run has started, on disk: after `kill -9` the next run finds and stops what is left. */
export class ProcessRecord {
  /** @type {Recorded[]} */
  #running = [];
  #file;

  /** @param {string} folder */
  constructor(folder) {
    this.#file = join(folder, 'processes.json');
  }

  /**
   * @param {string} name
   * @param {number} pid
   * @param {NodeJS.Signals} stopSignal
   */
  add(name, pid, stopSignal) {
    this.#running.push({ name, pid, start: startOf(pid) ?? '', stopSignal });
    this.#write();
  }

  /** @param {number} pid */
  remove(pid) {
    this.#running = this.#running.filter((entry) => entry.pid !== pid);
    this.#write();
  }

  /** @returns {Promise<number>} how many processes of a killed run were still there */
  async stopLeftOvers() {
    const left = this.#read().filter(stillRuns);
    for (const entry of left.reverse()) await stopProcess(entry);
    return left.length;
  }

  #write() {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#running));
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** @returns {Recorded[]} */
  #read() {
    if (!existsSync(this.#file)) return [];
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8'));
    } catch {
      return []; // cut off by the kill: the services' own traces (pid files, ports) still tell
    }
  }
}

/**
 * Asks nicely, then insists. Each of our processes leads its own group.
 * @param {{ pid: number, start: string, stopSignal: NodeJS.Signals }} entry
 */
export async function stopProcess(entry) {
  signal(entry.pid, entry.stopSignal);
  if (!(await until(async () => !stillRuns(entry), 10_000))) signal(-entry.pid, 'SIGKILL');
  await until(async () => !stillRuns(entry), 2_000);
  signal(-entry.pid, 'SIGKILL'); // grandchildren of its group that did not follow
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // gone already
  }
}
