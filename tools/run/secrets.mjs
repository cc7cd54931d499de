import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { localDir } from './paths.mjs';

const names = /** @type {const} */ ([
  'database',
  'redis',
  'appDatabase',
  'issuerAdmin',
  'pspAdmin',
  'dataEncryptionKey',
  'instance',
]);

/** @typedef {Record<typeof names[number], string>} Secrets  `instance` ties a database folder to the checkout that made it. */

/**
 * Random for each checkout and profile, kept for its next start, readable by its owner only.
 * @param {import('./paths.mjs').Profile} profile
 * @returns {Secrets}
 */
export function secretsOf(profile) {
  const path = join(localDir(profile), 'secrets.json');
  const kept = existsSync(path) ? parsed(readFileSync(path, 'utf8')) : {};
  const fresh = Object.fromEntries(names.map((name) => [name, random(name)]));
  const secrets = /** @type {Secrets} */ ({ ...fresh, ...kept });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** @param {string} name */
const random = (name) => randomBytes(32).toString(name === 'dataEncryptionKey' ? 'base64' : 'hex');

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
