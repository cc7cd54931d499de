import type { Client } from 'pg';

import { connected } from '../../apps/api/src/modules/tenancy/index.js';
import { startApi } from './platform/api-program.js';
import { provision } from './platform/bench-tenant.js';
import { parentOf } from './platform/processor-time.js';
import { surroundings } from './platform/surroundings.js';
import { contenders } from './redeem/contenders.js';
import { PassStore } from './redeem/passes.js';
import { attractionCodes, seedRegion } from './redeem/region.js';
import { TicketPress } from './redeem/ticket-press.js';
import { Track } from './redeem/track.js';
import { box, load } from './report/box.js';
import { conclude } from './report/outcome.js';
import { compared } from './report/ratios.js';

const CLIENTS = 32;

const say = (text: string) => process.stdout.write(`${text}\n`);
const around = surroundings(process.env);
const { rounds, seconds } = around;
const warmUp = Math.min(4, seconds);
const since = Date.now();

say('Databases, a tenant, 36 attractions with gates, 32 operators');
const tenant = await provision(around, attractionCodes(CLIENTS));
const owner = await connected(tenant.ownerUrl);
const press = new TicketPress(tenant.id);
await owner.query(`SET search_path = ${tenant.schema}`);
await seedRegion(owner, press.publicKey);
const api = await startApi(around);
try {
  const paths = await contenders(around, api.port, tenant, press, CLIENTS);
  const track = new Track(owner, new PassStore(owner), paths, {
    database: await serverOf(owner),
    api: api.pid,
  });
  say(`Warm-up: ${warmUp} s each`);
  await track.warmUp(warmUp, say);
  say(`${rounds} rounds of ${seconds} s each, ${CLIENTS} clients. Load average before: ${load()}`);
  const { text, holds } = compared(await track.race(rounds, seconds, say));
  say(`\n${text}\n`);
  say('Medians over the runs. batch: scans decided by one transaction; db ms, api ms: processor time of one scan;');
  say('ratio: of the rates, to pgbench.');
  say(`${box()}. Load average after: ${load()}. Took ${((Date.now() - since) / 1_000).toFixed(0)} s.`);
  conclude(holds, say);
} finally {
  await api.stop();
  await owner.end();
}

/** The database server's process, where it runs on this machine. */
async function serverOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return parentOf(rows[0]?.pid ?? 0) ?? 0;
}
