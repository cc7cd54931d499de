import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

/** @returns {string | undefined} what git sees as changed; nothing outside a checkout */
export function changedFiles() {
  const { status, stdout } = spawnSync('git', ['-c', `safe.directory=${root}`, 'status', '--porcelain'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout : undefined;
}

/**
 * @param {string | undefined} before
 * @param {string | undefined} after
 * @returns {string | undefined} what is wrong
 */
export function leftBehind(before, after) {
  if (before === undefined || after === undefined) return undefined;
  const known = new Set(before.split('\n'));
  const added = after.split('\n').filter((line) => line !== '' && !known.has(line));
  return added.length === 0
    ? undefined
    : `    The run has changed files:\n${added.map((line) => `    ${line}`).join('\n')}`;
}
