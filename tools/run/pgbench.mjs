import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canInstallPackages, isExecutable, onPath } from './host.mjs';
import { Problem } from './problem.mjs';
import { installPackages } from './services/debian-packages.mjs';

const debianFolder = '/usr/lib/postgresql';
const clusterSettings = '/etc/postgresql-common/createcluster.conf';

/** Whether it is here, or may be installed. */
export const canHavePgbench = () => installed() !== undefined || canInstallPackages();

/**
 * The yardstick of the benchmarks: Postgres's own load generator.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>}
 */
export async function pgbenchPath(supervisor) {
  const found = installed();
  if (found) return found;
  if (!canInstallPackages())
    throw new Problem(
      'The benchmark compares with pgbench, which is missing. Install it ("sudo apt-get install postgresql" on Debian and Ubuntu), then try again.',
    );
  await installPackages(supervisor, ['postgresql-common']);
  forbidMainCluster();
  await installPackages(supervisor, ['postgresql']);
  const path = installed();
  if (!path) throw new Problem('postgresql was installed, but there is no pgbench in it.');
  return path;
}

function installed() {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a)) : [];
  return onPath('pgbench') ?? versions.map((version) => join(debianFolder, version, 'bin/pgbench')).find(isExecutable);
}

/** The package would make and start a database of its own, which nobody asked for. */
function forbidMainCluster() {
  const before = existsSync(clusterSettings) ? readFileSync(clusterSettings, 'utf8') : '';
  if (/^\s*create_main_cluster\s*=\s*false/m.test(before)) return;
  writeFileSync(clusterSettings, `${before.replace(/^\s*create_main_cluster.*$/m, '')}\ncreate_main_cluster = false\n`);
}
