import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireSpace } from './disk-space.mjs';
import { installStamp, manifests } from './install-stamp.mjs';
import { onPath } from './host.mjs';
import { takeLock } from './lock.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { reporting, seconds, step } from './progress.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.lianpiao-stamp');
const unfinishedFile = join(modules, '.lianpiao-unfinished');
const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network timeout/;
const neededMegabytes = 1_500;

/**
 * Makes node_modules match the lockfile; does nothing when it does already.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 */
export async function install(supervisor) {
  const stamp = installStamp(root, `${process.version} ${process.platform} ${process.arch}`);
  if (installed(stamp)) return;
  const release = takeLock(join(root, '.local', 'install.lock'), 'installing packages');
  try {
    if (!installed(stamp)) await installNow(supervisor, stamp);
  } finally {
    release();
  }
}

/** @param {string} stamp */
const installed = (stamp) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} stamp
 */
async function installNow(supervisor, stamp) {
  const since = performance.now();
  step('Installing packages from the lockfile');
  dropUnfinished();
  if (!existsSync(join(modules, '.package-lock.json'))) requireSpace(root, neededMegabytes);
  await requireNetwork(supervisor);
  mkdirSync(modules, { recursive: true });
  rmSync(stampFile, { force: true });
  writeFileSync(unfinishedFile, '');
  const lockfile = join(root, 'package-lock.json');
  const before = readFileSync(lockfile);
  const { code, log, output } = await reporting('installing', () =>
    npm(supervisor, 'install', ['install', '--no-audit', '--no-fund']),
  );
  if (!readFileSync(lockfile).equals(before)) writeFileSync(lockfile, before);
  if (code !== 0) throw new Problem(reason(output(), log));
  rmSync(unfinishedFile, { force: true });
  writeFileSync(stampFile, stamp);
  step(`Packages are installed (${seconds(since)})`);
}

/** Half-written packages look whole to npm, so after a kill everything is unpacked again (from npm's cache). */
function dropUnfinished() {
  if (!existsSync(unfinishedFile)) return;
  const workspaces = manifests(root).map((path) => join(root, dirname(path), 'node_modules'));
  for (const folder of new Set([...workspaces, modules])) rmSync(folder, { recursive: true, force: true });
}

/**
 * Without a network `npm install` tries again for a quarter of an hour, package by package; a ping knows in seconds.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 */
async function requireNetwork(supervisor) {
  const { code, log, output } = await npm(supervisor, 'ping', [
    'ping',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--fetch-timeout=15000',
  ]);
  if (code !== 0 && noNetwork.test(output())) throw new Problem(reason(output(), log));
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} name
 * @param {string[]} args
 */
function npm(supervisor, name, args) {
  return supervisor.run({
    name,
    command: onPath('npm') ?? 'npm',
    args: [...args, '--loglevel=error'],
    env: quietEnv(),
    stopSignal: 'SIGKILL',
  });
}

/** What npm hands its scripts would steer the inner npm too. */
function quietEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(config_(?!registry|cache|userconfig|.*proxy|cafile)|lifecycle|package|command|execpath)/i.test(name),
    ),
  );
}

/**
 * @param {string} output
 * @param {string} log
 */
function reason(output, log) {
  if (/ENOSPC/.test(output)) return 'The disk is full. Free about 1.5 GB and run the command again.';
  if (/EACCES|EPERM/.test(output))
    return `No right to write node_modules (made by another user, an earlier run as root?). Give it back with "sudo chown -R $(id -un) ." or remove it. Details: ${log}`;
  if (noNetwork.test(output)) {
    return `The packages could not be fetched: no network? Check the connection (and the proxy: npm config get proxy), then run the command again. Details: ${log}`;
  }
  return `npm install failed. The end of ${log}:\n${output}`;
}
