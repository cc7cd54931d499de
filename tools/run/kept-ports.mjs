import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './progress.mjs';
import { freePort, portFrom, requireFree } from './services/ports.mjs';

/** @typedef {{ api: number, control: number, issuer: number, psp: number }} Ports */

const defaults = { api: 4_000, control: 4_050, issuer: 4_100, psp: 4_200 };

/**
 * The ports of a profile's processes. Tenants remember the issuer's and the payment provider's addresses, so those stay;
 * the API follows PORT, else its last port, else the next free one, and so does the operators' door.
 * @param {string} folder
 * @returns {Promise<Ports>}
 */
export async function keptPorts(folder) {
  const file = join(folder, 'ports.json');
  const kept = read(file);
  const issuer = await lasting(kept.issuer, defaults.issuer);
  const psp = await lasting(kept.psp, defaults.psp);
  const api = await apiPort(kept.api);
  const control = await movable("the operators' door", kept.control ?? defaults.control);
  const ports = { api, control, issuer, psp };
  writeFileSync(file, `${JSON.stringify(ports)}\n`);
  return ports;
}

/**
 * @param {number | undefined} kept
 * @param {number} preferred
 */
function lasting(kept, preferred) {
  if (kept === undefined) return freePort(preferred);
  return requireFree(kept, 'the data of the last run names it (or start over with --fresh)');
}

/** @param {number | undefined} kept */
async function apiPort(kept) {
  const fixed = portFrom(process.env.PORT, 'PORT');
  if (fixed !== undefined)
    return requireFree(fixed, 'PORT asks for it (set PORT to another, or unset it to take the next free one)');
  return movable('the API', kept ?? defaults.api);
}

/**
 * @param {string} what
 * @param {number} preferred
 */
async function movable(what, preferred) {
  const port = await freePort(preferred);
  if (port !== preferred) say(`            port ${preferred} is in use: ${what} takes ${port}`);
  return port;
}

/**
 * @param {string} file
 * @returns {Partial<Ports>}
 */
function read(file) {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
