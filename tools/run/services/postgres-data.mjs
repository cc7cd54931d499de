import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from '../disk-space.mjs';
import { Problem } from '../problem.mjs';
import { stopOrphan } from './postgres-orphan.mjs';

/** A new database and the write-ahead log of the first thousand orders. */
const neededMegabytes = 500;

/**
 * @typedef {{ folder: string, fresh: boolean, bin: string, identity: import('./postgres-user.mjs').Identity, secrets: import('../secrets.mjs').Secrets }} Place
 */

/**
 * A data folder ready to be served: made when missing, or when another checkout at this path made the one that is there.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {Place} place
 * @returns {Promise<{ data: string, made: boolean }>}
 */
export async function preparedData(supervisor, place) {
  const data = join(place.folder, 'postgres');
  mkdirSync(place.folder, { recursive: true, mode: 0o755 });
  await stopOrphan(data);
  if (place.fresh || !belongs(place)) rmSync(place.folder, { recursive: true, force: true });
  const made = !existsSync(data);
  if (made) await initialise(supervisor, place, data);
  rmSync(join(data, 'postmaster.pid'), { force: true }); // nobody serves this folder now: the lock is ours, the orphan is gone
  return { data, made };
}

/** @param {Place} place */
function belongs({ folder, secrets }) {
  const path = join(folder, 'instance');
  return existsSync(path) && readFileSync(path, 'utf8') === secrets.instance;
}

/**
 * Made beside its place and moved in when whole, so that a kill in the middle leaves nothing that looks like a database.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {Place} place
 * @param {string} data
 */
async function initialise(supervisor, { folder, bin, identity, secrets }, data) {
  const half = join(folder, 'postgres.new');
  const passwordFile = join(folder, 'password');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  requireSpace(folder, neededMegabytes);
  writeFileSync(passwordFile, secrets.database, { mode: 0o600 });
  if (identity.uid !== undefined)
    for (const path of [folder, passwordFile]) chownSync(path, identity.uid, identity.gid ?? identity.uid);
  const args = [
    '-D',
    half,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
  const { code, log, output } = await supervisor.run({
    name: 'initdb',
    command: join(bin, 'initdb'),
    args,
    cwd: folder,
    ...identity,
  });
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Problem(`The database could not be made in ${folder}. The end of ${log}:\n${output()}`);
  renameSync(half, data);
  writeFileSync(join(folder, 'instance'), secrets.instance);
}
