import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, '../../../tools/run/services/throwaway-postgres.mjs');

/** A Postgres server of the suite's own, which can be a source and a target of logical replication. */
export class OwnCluster {
  private constructor(
    private readonly server: ChildProcess,
    /** As its superuser. */
    readonly url: string,
  ) {}

  static async start(): Promise<OwnCluster> {
    // Its end of the pipe closes with this process, however that ends, and the server goes with it.
    const server = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: server.stdout });
    const url = await Promise.race([once(lines, 'line'), once(server, 'exit').then(() => [''])]);
    if (!url[0]) throw new Error('the cluster of the suite did not start');
    return new OwnCluster(server, String(url[0]));
  }

  async stop(): Promise<void> {
    const ended = once(this.server, 'exit');
    this.server.stdin?.end();
    await ended;
  }
}
