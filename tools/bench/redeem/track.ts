import type { Client } from 'pg';

import { processorTime } from '../platform/processor-time.js';
import { load } from '../report/box.js';
import { perSecond, type Path, type Run } from '../report/ratios.js';
import { percentile } from '../report/statistics.js';
import type { Contender } from './contenders.js';
import type { PassStore } from './passes.js';
import { recorded } from './verify.js';

/** Before anything was measured. */
const GUESS_PER_SECOND = 8_000;
/** Passes made for a run over what its contender needed last time: what is not used costs little, running out costs the run. */
const RESERVE = 1.8;

/** Lets contenders run in turn, so that what else the machine does meets them all, and checks what each run left behind. */
export class Track {
  private readonly rates = new Map<Contender, number>();

  constructor(
    private readonly owner: Client,
    private readonly passes: PassStore,
    private readonly contenders: readonly Contender[],
    private readonly pids: { readonly database: number; readonly api: number },
  ) {}

  async warmUp(seconds: number, say: (text: string) => void): Promise<void> {
    for (const contender of this.contenders) say(line(contender, await this.run(contender, seconds)));
  }

  async race(rounds: number, seconds: number, say: (text: string) => void): Promise<Path[]> {
    const paths = this.contenders.map((contender) => ({ contender, runs: [] as Run[] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const { contender, runs } of paths) {
        const run = await this.run(contender, seconds);
        runs.push(run);
        say(line(contender, run));
      }
    }
    return paths.map(({ contender: { name, floor }, runs }) => ({ name, ...(floor !== undefined && { floor }), runs }));
  }

  private async run(contender: Contender, seconds: number): Promise<Run> {
    const expected = (this.rates.get(contender) ?? GUESS_PER_SECOND) * seconds;
    const passes = await this.passes.take(Math.ceil(expected * RESERVE));
    const database = processorTime(this.pids.database);
    const api = processorTime(this.pids.api);
    const measured = await contender.run(passes, seconds);
    const databaseMs = processorTime(this.pids.database) - database;
    const apiMs = processorTime(this.pids.api) - api;
    const { admitted, refused, batch } = await recorded(this.owner, passes);
    if (admitted !== measured.count || refused !== 0)
      throw new Error(`${contender.name}: ${measured.count} scans, ${admitted} admitted, ${refused} refused`);
    this.rates.set(contender, Math.max(perSecond(measured), 1_000));
    return { ...measured, batch, databaseMs, apiMs };
  }
}

function line({ name }: Contender, run: Run): string {
  const ms = (share: number) => percentile(run.latencies, share).toFixed(2).padStart(6);
  const rate = perSecond(run).toFixed(0).padStart(6);
  const batch = run.batch.toFixed(1).padStart(4);
  return `  ${name.padEnd(26)} ${rate}/s  p50 ${ms(0.5)} ms  p99 ${ms(0.99)} ms  batch ${batch}  load ${load()}`;
}
