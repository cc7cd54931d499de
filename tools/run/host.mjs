import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const isRoot = () => process.getuid?.() === 0;

/** With the packager present and the right to use it, missing programs are installed; otherwise the person is told how. */
export const canInstallPackages = () =>
  isRoot() && existsSync('/etc/debian_version') && onPath('apt-get') !== undefined;

/**
 * @param {string} program
 * @returns {string | undefined} its absolute path
 */
export function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
