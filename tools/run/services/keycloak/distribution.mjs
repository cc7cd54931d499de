import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { onPath } from '../../host.mjs';
import { takeLock } from '../../lock.mjs';
import { Problem } from '../../problem.mjs';
import { reporting, seconds, step } from '../../progress.mjs';
import { installPackages } from '../debian-packages.mjs';

/** @typedef {import('../../supervisor.mjs').Supervisor} Supervisor */
/**
 * @typedef {{ home: string, worked: () => void, release: () => void }} Server  worked: it has started once, so the next runs take it as
 *   it is; release: lets others at it, whatever became of it
 */

export const VERSION = '26.7.0';
const SHA256 = 'e63bd0167199c0092b8a4d22cc137e6b7a70e0089070f6f7799b1be504b69a8a';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const neededBytes = 1_000_000_000;

/**
 * The pinned server, unpacked outside the checkout and kept for the next run. It builds itself at its first start: until that has
 * worked once, nobody else may use it and the next run unpacks it anew.
 * @param {Supervisor} supervisor
 * @returns {Promise<Server>}
 */
export async function keycloakServer(supervisor) {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lianpiao');
  const home = join(cache, `keycloak-${VERSION}`);
  const marker = `${home}.works`;
  const worked = () => writeFileSync(marker, '');
  if (existsSync(marker) && existsSync(home)) return { home, worked, release: () => undefined };
  const release = takeLock(`${home}.lock`, 'preparing Keycloak');
  try {
    rmSync(marker, { force: true });
    await unpackInto(supervisor, home);
    return { home, worked, release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * @param {Supervisor} supervisor
 * @param {string} home
 */
async function unpackInto(supervisor, home) {
  const since = performance.now();
  step(`Fetching Keycloak ${VERSION} (180 MB)`);
  const half = `${home}.half`;
  for (const folder of [home, half]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  requireSpace(half);
  await requirePrograms(supervisor);
  const zip = await fetched(supervisor, half);
  await requireHash(zip);
  await succeeding(supervisor, 'unzip', [zip, '-d', half], 'Keycloak could not be unpacked.');
  renameSync(join(half, `keycloak-${VERSION}`), home);
  rmSync(half, { recursive: true, force: true });
  step(`Keycloak is unpacked (${seconds(since)})`);
}

/** @param {Supervisor} supervisor */
async function requirePrograms(supervisor) {
  const packages = [
    ['mvn', 'maven'],
    ['unzip', 'unzip'],
  ];
  const missing = packages.filter(([program = '']) => onPath(program) === undefined).map(([, name = '']) => name);
  if (missing.length > 0) await installPackages(supervisor, missing);
}

/**
 * @param {Supervisor} supervisor
 * @param {string} folder
 */
async function fetched(supervisor, folder) {
  const artifact = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;
  const args = ['-B', '-q', `${PLUGIN}:copy`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
  const hint =
    'Keycloak could not be fetched with Maven: no network, or a proxy is missing in ~/.m2/settings.xml? Check it and run the command again.';
  await succeeding(supervisor, 'mvn', args, hint, folder);
  return join(folder, `keycloak-quarkus-dist-${VERSION}.zip`);
}

/** @param {string} zip */
async function requireHash(zip) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest('hex');
  if (found === SHA256) return;
  throw new Problem(
    `The Keycloak that Maven brought is not the pinned one (sha-256 ${found}, expected ${SHA256}), so it is not used. Remove org/keycloak from Maven's local repository (~/.m2/repository) and run the command again.`,
  );
}

/** @param {string} folder */
function requireSpace(folder) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= neededBytes) return;
  throw new Problem(
    `Only ${Math.round((bavail * bsize) / 1e6)} MB are free on the disk of ${folder}; Keycloak needs about 1 GB. Free some space, or set XDG_CACHE_HOME to a folder on another disk.`,
  );
}

/**
 * @param {Supervisor} supervisor
 * @param {string} program
 * @param {string[]} args
 * @param {string} otherwise  what to say when it fails
 * @param {string} [cwd]
 */
async function succeeding(supervisor, program, args, otherwise, cwd) {
  const command = onPath(program) ?? program;
  const { code, log, output } = await reporting(program, () =>
    supervisor.run({ name: program, command, args, ...(cwd === undefined ? {} : { cwd }) }),
  );
  if (code !== 0) throw new Problem(`${otherwise} The end of ${log}:\n${output()}`);
}
