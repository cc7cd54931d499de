import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, startOf } from '../process-identity.mjs';
import { stopProcess } from '../process-record.mjs';

/**
 * A server that a killed run has left on this folder; its process number alone could be anybody's.
 * @param {string} data
 */
export async function stopOrphan(data) {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  const start = startOf(pid);
  if (start !== undefined && commandLineOf(pid).includes(data)) await stopProcess({ pid, start, stopSignal: 'SIGINT' });
}
