import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { canInstallPackages } from '../host.mjs';
import { Problem } from '../problem.mjs';
import { reporting, say } from '../progress.mjs';

const policy = '/usr/sbin/policy-rc.d';
const marker = '# Lianpiao: no service starts while its package is installed\n';

/**
 * Installs Debian packages without starting their services: we run our own, on our own ports.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {string[]} packages
 */
export async function installPackages(supervisor, packages) {
  if (!canInstallPackages())
    throw new Problem(`Missing: ${packages.join(' ')}. Install it: sudo apt-get install ${packages.join(' ')}`);
  say(`            installing ${packages.join(' ')} with apt-get`);
  const restore = forbidServiceStarts();
  try {
    await apt(supervisor, ['update']);
    await apt(supervisor, ['install', '-y', '--no-install-recommends', ...packages]);
  } finally {
    restore();
  }
}

/**
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {string[]} args
 */
async function apt(supervisor, args) {
  const first = await aptOnce(supervisor, 'apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=180', ...args]);
  if (first.code === 0) return;
  // An earlier installation that was cut off has to be finished before another is allowed.
  if (first.output().includes('dpkg --configure -a')) {
    await aptOnce(supervisor, 'dpkg', ['--configure', '-a']);
    if ((await aptOnce(supervisor, 'apt-get', ['-q', ...args])).code === 0) return;
  }
  throw new Problem(
    `apt-get ${args.join(' ')} failed: no network, no space, or no package source? The end of ${first.log}:\n${first.output()}`,
  );
}

/**
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @param {string} command
 * @param {string[]} args
 */
function aptOnce(supervisor, command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return reporting(`${command} ${args.at(-1)}`, () => supervisor.run({ name: 'packages', command, args, env }));
}

/** @returns {() => void} puts things back as they were; what a killed run of ours left is not "as they were" */
function forbidServiceStarts() {
  const found = existsSync(policy) ? readFileSync(policy, 'utf8') : undefined;
  const before = found?.includes(marker) ? undefined : found;
  if (before === undefined) {
    writeFileSync(policy, `#!/bin/sh\n${marker}exit 101\n`);
    chmodSync(policy, 0o755);
  }
  return () => before === undefined && rmSync(policy, { force: true });
}
