import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isExecutable, onPath } from '../../host.mjs';
import { Problem } from '../../problem.mjs';
import { installPackages } from '../debian-packages.mjs';

const LEAST = 17;

/**
 * The Java that runs Keycloak: that of JAVA_HOME, of the PATH, or Debian's.
 * @param {import('../../supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>} path of the program
 */
export async function javaPath(supervisor) {
  const found = recentJava();
  if (found) return found;
  await installPackages(supervisor, ['default-jre-headless']);
  const installed = recentJava();
  if (installed) return installed;
  throw new Problem(
    `Keycloak needs Java ${LEAST} or later, and this system's package is older. Install one and set JAVA_HOME to it.`,
  );
}

function recentJava() {
  const { JAVA_HOME } = process.env;
  const candidates = [JAVA_HOME && join(JAVA_HOME, 'bin/java'), onPath('java')];
  return candidates.find((path) => path && isExecutable(path) && majorOf(path) >= LEAST);
}

/** @param {string} java */
function majorOf(java) {
  try {
    // Java 8 does not know the option, which is answer enough.
    const text = execFileSync(java, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(/^\S+ (\d+)/.exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
