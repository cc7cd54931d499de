import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders whose children are workspaces, as the root package.json has it. */
export const workspaceFolders = ['apps', 'libs'];

/**
 * What an installation depends on: when it is the same, so is node_modules.
 * @param {string} root
 * @param {string} runtime  Node's version and the machine's kind: packages with binaries differ by it
 * @returns {string}
 */
export function installStamp(root, runtime) {
  const hash = createHash('sha256').update(runtime);
  for (const path of manifests(root)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

/** @param {string} root */
export function manifests(root) {
  const workspaces = workspaceFolders
    .flatMap((folder) => childrenOf(root, folder))
    .map((folder) => join(folder, 'package.json'));
  return ['package-lock.json', 'package.json', ...workspaces].filter((path) => existsSync(join(root, path)));
}

/**
 * @param {string} root
 * @param {string} folder
 */
function childrenOf(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .sort()
    .map((name) => join(folder, name));
}
