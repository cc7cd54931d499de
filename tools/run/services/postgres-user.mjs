import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isRoot, onPath } from '../host.mjs';
import { Problem } from '../problem.mjs';

/** @typedef {{ uid?: number, gid?: number }} Identity */

/**
 * Postgres refuses to run as root: then it runs as the system's user `postgres`, made when missing.
 * @returns {Identity}
 */
export function postgresIdentity() {
  if (!isRoot()) return {};
  return found() ?? created();
}

/** @returns {Identity | undefined} */
function found() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** @returns {Identity} */
function created() {
  const useradd = onPath('useradd');
  if (useradd)
    execFileSync(useradd, ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const identity = found();
  if (!identity)
    throw new Problem(
      'As root, Postgres needs a user of its own. Create it (useradd --system postgres) or run this as an ordinary user.',
    );
  return identity;
}
