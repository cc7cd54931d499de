import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, '../../../tools/run/services/throwaway-pgbouncer.mjs');

/** A PgBouncer in transaction mode of the suite's own. */
export class OwnPooler {
  private constructor(
    private readonly server: ChildProcess,
    /** The database behind it, through it. */
    readonly url: string,
  ) {}

  /** @param database with the user and password to be let in by */
  static async before(database: string): Promise<OwnPooler> {
    // Its end of the pipe closes with this process, however that ends, and the pooler goes with it.
    const server = spawn(process.execPath, [PROGRAM, database], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: server.stdout });
    const url = await Promise.race([once(lines, 'line'), once(server, 'exit').then(() => [''])]);
    if (!url[0]) throw new Error('the pooler of the suite did not start');
    return new OwnPooler(server, String(url[0]));
  }

  async stop(): Promise<void> {
    const ended = once(this.server, 'exit');
    this.server.stdin?.end();
    await ended;
  }
}
