import { readFileSync } from 'node:fs';

/**
 * When a process began: a number is used again, a number with its beginning is not.
 * @param {number} pid
 * @returns {string | undefined} nothing for a process that is gone; '' where the system does not tell
 */
export function startOf(pid) {
  if (!isAlive(pid)) return undefined;
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const fields = afterName.split(' ');
    return fields[0] === 'Z' ? undefined : (fields[19] ?? '');
  } catch {
    return isAlive(pid) ? '' : undefined;
  }
}

/**
 * @param {{ pid: number, start: string }} recorded
 */
export const stillRuns = ({ pid, start }) => startOf(pid) === start;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {number} pid
 * @returns {string}
 */
export function commandLineOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
