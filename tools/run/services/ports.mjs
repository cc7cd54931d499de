import { createServer } from 'node:net';
import { Problem } from '../problem.mjs';

/**
 * @param {number} preferred
 * @returns {Promise<number>} the preferred port, or the next free one above it
 */
export async function freePort(preferred) {
  for (let port = preferred; port < preferred + 50 && port < 65_536; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Problem(`The ports ${preferred} to ${preferred + 49} are all in use. Stop what listens there.`);
}

/**
 * @param {number} port
 * @param {string} why  what insists on this port, for the message
 */
export async function requireFree(port, why) {
  if (await isFree(port)) return port;
  throw new Problem(
    `Port ${port} is in use, and ${why}. Find its owner with "ss -ltnp 'sport = :${port}'" and stop it.`,
  );
}

/**
 * @param {string | undefined} text
 * @param {string} name
 * @returns {number | undefined}
 */
export function portFrom(text, name) {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Problem(`${name}=${text} is not a port: use a number from 1 to 65535, or leave it unset.`, 2);
}

/** Browsers try ::1 first for *.localhost, so a stranger there would get our visitors. */
async function isFree(/** @type {number} */ port) {
  return (await binds(port, '127.0.0.1')) && (await binds(port, '::1'));
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function binds(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve(host === '::1' && /** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE'),
    );
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
