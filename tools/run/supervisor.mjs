import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { localDir, root } from './paths.mjs';
import { Problem, Stopping } from './problem.mjs';
import { startOf } from './process-identity.mjs';
import { ProcessRecord, stopProcess } from './process-record.mjs';
import { until } from './readiness.mjs';

/**
 * @typedef {{
 *   name: string, command: string, args: string[], env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number,
 *   ready?: import('./readiness.mjs').Ready, readyWithinMs?: number, stopSignal?: NodeJS.Signals
 * }} Service
 * @typedef {{ name: string, pid: number, start: string, stopSignal: NodeJS.Signals, done: Promise<void> }} Running
 */

/** Starts processes in groups of their own, watches them, and stops them in reverse order. */
export class Supervisor {
  /** @type {Running[]} */
  #running = [];
  #stopping = false;
  #record;
  /** @type {(problem: Problem) => void} */
  #reportDeath = () => undefined;

  /** @param {import('./paths.mjs').Profile} profile */
  constructor(profile) {
    this.profile = profile;
    this.folder = localDir(profile);
    mkdirSync(join(this.folder, 'logs'), { recursive: true, mode: 0o700 });
    this.#record = new ProcessRecord(this.folder);
    /** @type {Promise<never>} rejects when a service ends by itself */
    this.death = new Promise((_, reject) => (this.#reportDeath = reject));
    this.death.catch(() => undefined);
  }

  stopLeftOvers() {
    return this.#record.stopLeftOvers();
  }

  /**
   * Starts a service and waits until it is ready.
   * @param {Service} service
   */
  async start(service) {
    const log = this.#freshLog(service.name);
    const { exited, code } = this.#spawn(service, log.fd, true);
    closeSync(log.fd);
    if (!service.ready) return;
    const ready = await until(service.ready, service.readyWithinMs ?? 60_000, exited);
    if (ready) return;
    const what = exited()
      ? `ended at once (${code()})`
      : `did not become ready within ${(service.readyWithinMs ?? 60_000) / 1000} s`;
    throw new Problem(`${service.name} ${what}. The end of ${relative(root, log.path)}:\n${tail(log.path)}`);
  }

  /**
   * Runs a command to its end; its output goes to a log, or to the terminal.
   * @param {Service & { show?: boolean }} command
   * @returns {Promise<{ code: number, log: string, output: () => string }>}
   */
  async run(command) {
    const log = this.#freshLog(command.name);
    const env = command.show ? command.env : { ...(command.env ?? process.env), NO_COLOR: '1' };
    const child = this.#spawn({ ...command, ...(env ? { env } : {}) }, command.show ? 'inherit' : log.fd, false);
    closeSync(log.fd);
    await child.done;
    if (this.#stopping) throw new Stopping();
    return { code: child.exitCode(), log: relative(root, log.path), output: () => tail(log.path, 40) };
  }

  /** @returns {Promise<number>} never settles; Ctrl-C and a service's death end the run around it */
  untilStopped() {
    return new Promise(() => setInterval(() => undefined, 3_600_000));
  }

  /** Stops everything, the youngest first. */
  async stopAll() {
    this.#stopping = true;
    for (const entry of [...this.#running].reverse()) await stopProcess(entry);
    await Promise.all(this.#running.map(({ done }) => done));
  }

  /**
   * @param {Service} service
   * @param {number | 'inherit'} output
   * @param {boolean} lasting
   */
  #spawn(service, output, lasting) {
    if (this.#stopping) throw new Stopping();
    const { name, command, args, env = process.env, cwd = root, uid, gid, stopSignal = 'SIGTERM' } = service;
    const identity = uid === undefined ? {} : { uid, gid };
    const child = spawn(command, args, { cwd, env, ...identity, detached: true, stdio: ['ignore', output, output] });
    let ended = '';
    const done = new Promise((/** @type {(value: void) => void} */ resolve) => {
      child.once('error', (error) => ((ended ||= error.message), resolve()));
      child.once('exit', (code, signal) => ((ended ||= signal ?? `exit code ${code}`), resolve()));
    });
    if (child.pid !== undefined)
      this.#keep({ name, pid: child.pid, start: startOf(child.pid) ?? '', stopSignal, done });
    void done.then(() => this.#ended(service.name, child.pid, ended, lasting));
    return { done, exited: () => ended !== '', code: () => ended, exitCode: () => child.exitCode ?? 1 };
  }

  /** @param {Running} running */
  #keep(running) {
    this.#running.push(running);
    this.#record.add(running.name, running.pid, running.stopSignal);
  }

  /**
   * @param {string} name
   * @param {number | undefined} pid
   * @param {string} how
   * @param {boolean} lasting
   */
  #ended(name, pid, how, lasting) {
    this.#running = this.#running.filter((entry) => entry.pid !== pid);
    if (pid !== undefined) this.#record.remove(pid);
    if (!lasting || this.#stopping) return;
    const path = join(this.folder, 'logs', `${name}.log`);
    this.#reportDeath(
      new Problem(
        `${name} ended by itself (${how}), so everything stops. The end of ${relative(root, path)}:\n${tail(path)}`,
      ),
    );
  }

  /** @param {string} name */
  #freshLog(name) {
    const path = join(this.folder, 'logs', `${name}.log`);
    if (existsSync(path)) renameSync(path, join(this.folder, 'logs', `${name}.previous.log`));
    return { path, fd: openSync(path, 'a', 0o600) };
  }
}

/**
 * @param {string} path
 * @param {number} [lines]
 */
function tail(path, lines = 15) {
  return stripVTControlCharacters(readFileSync(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}
