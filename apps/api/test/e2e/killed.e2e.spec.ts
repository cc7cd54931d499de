import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprints } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { OwnCluster } from '@lianpiao/testing';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { list } from 'tar';

import { remainsOf } from '../../src/modules/tenancy/testing/remains.js';
import { ControlDesk, OPERATION, TENANT } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';
import { ended } from './processes.fixtures.js';

const MIGRATIONS = join(import.meta.dirname, '../../../../migrations');
const WHY = ['--reason', 'spec'];
const CELLS = ['cell-1', 'cell-2'] as const;
type Cell = (typeof CELLS)[number];

let clusters: OwnCluster[];
let servers: Record<Cell, string>;
let folder: string;
let desk: ControlDesk;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianpiao-killed-'));
  clusters = await Promise.all(CELLS.map(() => OwnCluster.start()));
  const [one = '', other = ''] = clusters.map(({ url }) => url.replace(/\/postgres$/, ''));
  servers = { 'cell-1': one, 'cell-2': other };
  desk = await ControlDesk.open({ CELL_URLS: CELLS.map((cell) => `${cell}=${servers[cell]}`).join() });
}, 120_000);
afterAll(async () => {
  await desk.close();
  await Promise.all(clusters.map((cluster) => cluster.stop()));
  await rm(folder, { recursive: true });
}, 60_000);

const verb = <T extends object>(...words: string[]) => desk.platform.tenantVerb<T>(...words, ...WHY);
const doomed = (...words: string[]) => desk.platform.begin({}, 'cli', 'tenant', ...words, ...WHY);

/** As a power cut would, a moment after it has told a step; told none, at any moment of its life. */
async function killed(child: ChildProcess, step: string): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  if (step && child.stderr) {
    const lines = createInterface({ input: child.stderr });
    const told = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (line.startsWith(step)) resolve();
      });
    });
    await Promise.race([told, exited]);
  }
  const ms = randomInt(step ? 150 : 3_000);
  await pause(ms);
  process.stdout.write(`killed ${ms} ms after ${step || 'its start'}\n`);
  await ended(child, 'SIGKILL');
}

async function onCell<T>(cell: Cell, work: (owner: Client) => Promise<T>): Promise<T> {
  const database = new URL(desk.platform.env.DATABASE_URL ?? '').pathname;
  const owner = new Client({ connectionString: `${servers[cell]}${database}_${cell.replace('-', '_')}` });
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

interface Place {
  readonly cell: Cell;
  readonly schema: string;
  readonly role: string;
  readonly state: string;
}

async function placeOf(slug: string): Promise<Place> {
  const [place] = await desk.platform.controlRows<Place>(
    'SELECT cell_id AS cell, schema_name AS schema, role_name AS role, state FROM platform.tenant WHERE slug = $1',
    [slug],
  );
  if (!place) throw new Error(`${slug} is not there`);
  return place;
}

/** Every row of a tenant, as sums. */
async function contentOf(slug: string) {
  const { cell, schema } = await placeOf(slug);
  return onCell(cell, (owner) => fingerprints(owner, schema));
}

/** What a copy has to have: its migrations were applied at another time, and whoever works there is let in anew. */
async function rowsOf(slug: string) {
  return (await contentOf(slug)).map(({ name, rows }) => [name, rows]);
}

/** What of a tenant is on a server. */
function remains(place: Place, cell: Cell): Promise<string[]> {
  return onCell(cell, (owner) => remainsOf(place, async (sql) => (await owner.query<{ what: string }>(sql)).rows));
}

const elsewhere = (cell: Cell): Cell => (cell === 'cell-1' ? 'cell-2' : 'cell-1');
const WHOLE = ['role', 'schema'];

/** Which step of the erasure is killed in the life that was restored after which. */
const ERASING: Readonly<Record<string, string>> = { checked: 'recorded', 'restore rows': 'schema' };

async function stateOf(slug: string): Promise<string | undefined> {
  const [row] = await desk.platform.controlRows<{ state: string }>(
    'SELECT state FROM platform.tenant WHERE slug = $1',
    [slug],
  );
  return row?.state;
}

describe('an operation whose process is killed', () => {
  /** At any moment; another process takes it up. */
  async function takenUp(name: string, input: object) {
    const [dying] = await Promise.all([desk.platform.startControl(), desk.control.stop()]);
    const { id } = await desk.command(name, input, OPERATION, { door: dying });
    const ms = randomInt(1_000);
    await pause(ms);
    await dying.kill();
    process.stdout.write(`${name}: killed after ${ms} ms\n`);
    desk.control = await desk.platform.startControl();
    return desk.ended(id);
  }

  it('moves, exports, restores and erases elsewhere', async () => {
    const content = await contentOf('yrd');
    const to = elsewhere((await placeOf('yrd')).cell);
    expect(await takenUp('moveTenant', { slug: 'yrd', cell: to })).toMatchObject({ state: 'SUCCEEDED' });
    expect([(await placeOf('yrd')).cell, await contentOf('yrd')]).toEqual([to, content]);

    const exported = await takenUp('exportTenant', { slug: 'yrd' });
    expect(exported).toMatchObject({ state: 'SUCCEEDED' });
    const { archive, sha256 } = exported.result ?? {};

    const slug = `r${newId().slice(-10)}`;
    const restored = await takenUp('restoreTenant', { slug, archive, sha256 });
    expect(restored).toMatchObject({ state: 'SUCCEEDED' });
    expect(await rowsOf(slug)).toEqual(await rowsOf('yrd'));

    await desk.command('suspendTenant', { slug }, TENANT);
    expect(await takenUp('eraseTenant', { slug, archiveSha256: sha256 })).toMatchObject({ state: 'SUCCEEDED' });
    const place = await placeOf(slug);
    expect([place.state, await remains(place, place.cell)]).toEqual(['erased', []]);
  }, 120_000);
});

describe('a command that is killed', () => {
  it.each(['', 'target', 'copy', 'flip'])(
    'moves a tenant when it is run again: after %j',
    async (step) => {
      const [place, content] = [await placeOf('yrd'), await contentOf('yrd')];
      const to = elsewhere(place.cell);
      await killed(doomed('move', 'yrd', '--cell', to), step);
      expect(await verb('move', 'yrd', '--cell', to)).toMatchObject({ cell: to });
      expect([await remains(place, place.cell), await remains(place, to)]).toEqual([[], WHOLE]);
      expect(await contentOf('yrd')).toEqual(content);
      await passes(async () => expect((await desk.at('yrd.localhost')).status).toBe(200));
    },
    120_000,
  );

  it('leaves a move that can be given up', async () => {
    const [place, content] = [await placeOf('kansai'), await contentOf('kansai')];
    const to = elsewhere(place.cell);
    await killed(doomed('move', 'kansai', '--cell', to), 'copy');
    const { cell } = await placeOf('kansai');
    await verb('move', 'kansai', '--abort');
    expect([await remains(place, cell), await remains(place, elsewhere(cell))]).toEqual([WHOLE, []]);
    expect(await contentOf('kansai')).toEqual(content);
    await passes(async () => expect((await desk.at('kansai.localhost')).status).toBe(200));
  }, 60_000);

  it('leaves a whole archive under its name, or none', async () => {
    const file = join(folder, 'killed.tar.gz');
    await killed(doomed('export', 'kansai', '--to', file), '');
    const names = await readdir(folder);
    if (names.includes('killed.tar.gz')) await list({ file, strict: true });
    await verb('export', 'kansai', '--to', join(folder, 'whole.tar.gz'));
  }, 60_000);

  it.each(['', 'checked', 'restore rows'])(
    'restores a tenant when it is run again, and erases it: after %j',
    async (step) => {
      const slug = `r${newId().slice(-10)}`;
      const restore = ['restore', join(folder, 'whole.tar.gz'), '--slug', slug];
      await killed(doomed(...restore), step);
      const isDone = (await stateOf(slug)) === 'active';
      if (!isDone) await verb(...restore);
      expect(await rowsOf(slug)).toEqual(await rowsOf('kansai'));
      const place = await placeOf(slug);
      expect((await desk.at(`${slug}.localhost`)).status).toBe(200);

      await verb('suspend', slug);
      const counted = (await contentOf(slug)).reduce((sum, { rows }) => sum + Number(rows), 0);
      const erase = ['erase', slug, '--without-archive'];
      await killed(doomed(...erase), ERASING[step] ?? '');
      expect(await verb(...erase)).toMatchObject({ rows: counted });
      expect([await stateOf(slug), ...(await Promise.all(CELLS.map((cell) => remains(place, cell))))]).toEqual([
        ...['erased', [], []],
      ]);
      await passes(async () => expect((await desk.at(`${slug}.localhost`)).status).toBe(404));
    },
    180_000,
  );

  it('migrates the fleet when it is run again', async () => {
    const next = join(folder, 'migrations');
    await cp(MIGRATIONS, next, { recursive: true });
    const shipped = (await readdir(join(next, 'tenant'))).length;
    for (const number of [1, 2, 3]) {
      const name = `${String(shipped + number).padStart(4, '0')}_slow_${number}.sql`;
      await writeFile(join(next, 'tenant', name), `CREATE TABLE slow_${number} (id int); SELECT pg_sleep(0.2);`);
    }
    const migrating = () => desk.platform.begin({ MIGRATIONS_DIR: next }, 'migrate');
    for (let times = 0; times < 3; times += 1) await killed(migrating(), '');
    const whole = migrating();
    expect(await new Promise((resolve) => whole.once('exit', resolve))).toBe(0);
    for (const slug of ['yrd', 'kansai']) {
      const { cell, schema } = await placeOf(slug);
      const applied = await onCell(
        cell,
        async (owner) => (await owner.query(`SELECT FROM ${schema}.schema_migration`)).rowCount,
      );
      const recorded = await desk.platform.controlRows(
        'SELECT FROM platform.tenant_migration JOIN platform.tenant USING (tenant_id) WHERE slug = $1',
        [slug],
      );
      expect([applied, recorded.length]).toEqual([shipped + 3, shipped + 3]);
    }
  }, 180_000);
});
