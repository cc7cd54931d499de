import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this runner belongs to. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** @typedef {'demo' | 'demo-keycloak' | 'test' | 'check' | 'bench' | 'keycloak'} Profile  demo: `npm run demo`; demo-keycloak: with `--keycloak`; test: services for single specs; check: `npm test`; bench; keycloak: `npm run test:keycloak`. */

/**
 * Logs, lock, ports and secrets of a profile.
 * @param {Profile} profile
 */
export const localDir = (profile) => join(root, '.local', profile);

/**
 * Where the database keeps its files. Its server refuses to run as root, and another user reaches nothing under root's home.
 * @param {Profile} profile
 * @param {boolean} asRoot
 */
export function databaseDir(profile, asRoot) {
  return asRoot ? join('/var/lib/lianpiao', checkoutKey(root), profile) : join(localDir(profile), 'database');
}

/** @param {string} path */
export const checkoutKey = (path) => createHash('sha256').update(path).digest('hex').slice(0, 16);
