import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {() => Promise<boolean>} Ready */

/**
 * @param {string} url
 * @returns {Ready} true once the address answers 2xx
 */
export const answers = (url) => async () => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
};

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Ready} true once the port takes connections
 */
export const listens =
  (port, host = '127.0.0.1') =>
  () =>
    new Promise((resolve) => {
      const socket = connect({ port, host, timeout: 2_000 });
      const end = (/** @type {boolean} */ result) => {
        socket.destroy();
        resolve(result);
      };
      socket.once('connect', () => end(true));
      socket.once('error', () => end(false));
      socket.once('timeout', () => end(false));
    });

/**
 * @param {Ready} ready
 * @param {number} timeoutMs
 * @param {() => boolean} [abandoned]
 * @returns {Promise<boolean>}
 */
export async function until(ready, timeoutMs, abandoned = () => false) {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end && !abandoned()) {
    if (await ready()) return true;
    await wait(100);
  }
  return false;
}
