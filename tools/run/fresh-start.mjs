import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot } from './host.mjs';
import { databaseDir, localDir } from './paths.mjs';
import { stopOrphan } from './services/postgres-orphan.mjs';

/** What the running command itself needs in its folder. */
const needed = ['lock', 'logs', 'processes.json', 'programs'];

/**
 * Forgets a profile: database, issuer's realms, payments, logins, ports, secrets.
 * @param {import('./paths.mjs').Profile} profile
 */
export async function forget(profile) {
  const database = databaseDir(profile, isRoot());
  await stopOrphan(join(database, 'postgres'));
  rmSync(database, { recursive: true, force: true });
  drop(profile, needed);
}

/**
 * A new database knows nothing of the realms, payments and logins of the one before: they go with it.
 * @param {import('./paths.mjs').Profile} profile
 */
export const forgetOutsideState = (profile) =>
  drop(profile, [...needed, 'secrets.json', 'ports.json', 'redis.conf', 'database']);

/**
 * @param {import('./paths.mjs').Profile} profile
 * @param {readonly string[]} kept
 */
function drop(profile, kept) {
  const folder = localDir(profile);
  for (const name of readdirSync(folder)) {
    if (!kept.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
