import { canInstallPackages, isExecutable, onPath } from '../host.mjs';
import { Problem } from '../problem.mjs';
import { installPackages } from './debian-packages.mjs';

/**
 * The pooler of the specs that go through one.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>}
 */
export async function pgbouncerPath(supervisor) {
  const given = process.env.PGBOUNCER_PATH;
  if (given && !isExecutable(given))
    throw new Problem(`PGBOUNCER_PATH=${given} is no program. Correct it, or unset it to search the usual places.`);
  const found = given ?? installed();
  if (found) return found;
  if (!canInstallPackages()) {
    throw new Problem(
      'The test of the pooler needs PgBouncer. Install it ("sudo apt-get install pgbouncer" on Debian) or set PGBOUNCER_PATH.',
    );
  }
  await installPackages(supervisor, ['pgbouncer']);
  const path = installed();
  if (!path) throw new Problem('pgbouncer was installed but is nowhere to be found. Set PGBOUNCER_PATH.');
  return path;
}

/** Debian keeps it where only administrators look. */
const installed = () => onPath('pgbouncer') ?? ['/usr/sbin/pgbouncer'].find(isExecutable);
