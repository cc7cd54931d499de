import { join } from 'node:path';
import { takeLock } from './lock.mjs';
import { localDir } from './paths.mjs';
import { explain, Problem } from './problem.mjs';
import { say } from './progress.mjs';
import { Supervisor } from './supervisor.mjs';

/**
 * The frame of every command: one run at a time, left-overs of a killed run stopped first, and whatever ends it
 * (success, failure, Ctrl-C, a service's death) leaves no process and no lock behind. Ends this process.
 * @param {import('./paths.mjs').Profile} profile
 * @param {string} what
 * @param {(supervisor: Supervisor) => Promise<number>} work  answers the exit code
 * @returns {Promise<never>}
 */
export async function supervise(profile, what, work) {
  process.umask(0o022); // the database's user must reach its folder; what is secret is written 0600
  const code = await outcome(async () => {
    const release = takeLock(join(localDir(profile), 'lock'), what);
    try {
      return await guarded(new Supervisor(profile), work);
    } finally {
      release();
    }
  });
  process.exit(code);
}

/**
 * @param {Supervisor} supervisor
 * @param {(supervisor: Supervisor) => Promise<number>} work
 */
async function guarded(supervisor, work) {
  try {
    const left = await supervisor.stopLeftOvers();
    if (left > 0) say(`Stopped ${left} process${left === 1 ? '' : 'es'} that an earlier, killed run had left.`);
    return await Promise.race([work(supervisor), supervisor.death, interruption()]);
  } finally {
    await supervisor.stopAll();
  }
}

/** @returns {Promise<number>} settles on a signal or an error nobody caught; a second Ctrl-C does not cut the stopping short */
function interruption() {
  return new Promise((resolve, reject) => {
    /** @type {[NodeJS.Signals, number][]} */
    const signals = [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ];
    for (const [name, code] of signals) {
      process.on(name, () => {
        resolve(code);
        process.exitCode ??= code;
      });
    }
    void process.once('uncaughtException', reject).once('unhandledRejection', reject);
  });
}

/** @param {() => Promise<number>} work */
async function outcome(work) {
  try {
    const code = await work();
    if (code >= 128) say('\nStopped.');
    return code;
  } catch (error) {
    console.error(`\n${explain(error)}`);
    return error instanceof Problem ? error.exitCode : 1;
  }
}
