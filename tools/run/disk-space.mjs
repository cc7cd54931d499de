import { statfsSync } from 'node:fs';
import { Problem } from './problem.mjs';

/**
 * @param {string} folder
 * @param {number} megabytes
 */
export function requireSpace(folder, megabytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.round((bavail * bsize) / 1e6);
  if (free >= megabytes) return;
  throw new Problem(
    `Only ${free} MB are free on the disk of ${folder}; about ${megabytes} MB are needed. Free some space and run the command again.`,
  );
}
