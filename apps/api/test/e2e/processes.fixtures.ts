import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Asks a process to end, and resolves to its exit code. */
export async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return exit;
}

/** Where it listens, from its log; keeps reading so that it never blocks on a full pipe. */
export function addressOf(api: ChildProcess): Promise<string> {
  if (!api.stdout) throw new Error('the log is not piped');
  const lines = createInterface({ input: api.stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const [, address] = /"address":"([^"]+)"/.exec(line) ?? [];
      if (address) resolve(address);
    });
    api.once('exit', (code) => {
      reject(new Error(`the api ended with ${String(code)} before it listened`));
    });
  });
}
