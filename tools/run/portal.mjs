import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOf } from './file-hash.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { reporting, seconds, step } from './progress.mjs';

const folder = join(root, 'apps/tenant-portal');
const stampFile = join(root, '.local/portal.stamp');
const sources = ['apps/tenant-portal', 'libs/graphql-client', 'libs/kernel', 'package-lock.json'];

/**
 * Builds the portal when something it is made of has changed.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 */
export async function buildPortal(supervisor) {
  if (!existsSync(join(folder, 'index.html'))) return;
  const stamp = hashOf(root, sources);
  if (existsSync(join(folder, 'dist/index.html')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return;
  const since = performance.now();
  step('Building the portal');
  rmSync(stampFile, { force: true });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { code, log, output } = await reporting('building', () =>
    supervisor.run({ name: 'portal-build', command: process.execPath, args: [vite, 'build'], cwd: folder }),
  );
  if (code !== 0) throw new Problem(`The portal could not be built. The end of ${log}:\n${output()}`);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  step(`The portal is built (${seconds(since)})`);
}
