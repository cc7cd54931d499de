import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OwnCluster } from '@lianpiao/testing';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import request from 'supertest';
import { extract } from 'tar';

import { Market } from './market.fixtures.js';
import type { Shop } from './shop.fixtures.js';

const WHY = ['--reason', 'a rehearsal'];
const STOREFRONT = '{ storefront { slug currency } products { nodes { code } } }';

/** Buys and visits without a pause, through the public doors; a busy answer (the tenant moves) is sent again. */
class Crowd {
  bought = 0;
  admitted = 0;
  longestGapMs = 0;
  private stopping = false;
  private readonly running: Promise<unknown>;

  constructor(private readonly shop: Shop) {
    this.running = Promise.all([this.visit(), this.visit(), this.visit()]);
  }

  async goHome(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async visit(): Promise<void> {
    while (!this.stopping) {
      const { ticket } = await this.shop.bought('pass');
      this.bought += 1;
      const since = performance.now();
      if ((await this.shop.scan(ticket.token, 'wuzhen-main')) === 'ACCEPTED') this.admitted += 1;
      this.longestGapMs = Math.max(this.longestGapMs, performance.now() - since);
    }
  }
}

describe('the life of a tenant on two servers', () => {
  let clusters: OwnCluster[];
  let market: Market;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lianpiao-life-'));
    clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
    const urls = clusters.map(({ url }, index) => `cell-${index + 1}=${url.replace(/\/postgres$/, '')}`);
    market = await Market.open(() => Promise.resolve({ CELL_URLS: urls.join(',') }));
  }, 120_000);
  afterAll(async () => {
    await market.close();
    await Promise.all(clusters.map((cluster) => cluster.stop()));
    await rm(folder, { recursive: true });
  }, 60_000);

  const at = async (slug: string, query = STOREFRONT) => {
    const { status, body } = await request(market.platform.url)
      .post('/graphql')
      .set('host', `${slug}.localhost`)
      .send({ query });
    return { status, body: body as { data?: Record<string, unknown> } };
  };
  const verb = <T extends object>(...words: string[]) => market.platform.tenantVerb<T>(...words);

  it('moves while the region sells and scans: everything acknowledged is there, once, and the books hold', async () => {
    const crowd = new Crowd(market.yrd);
    await wait(1_500);
    const before = crowd.bought;
    const moved = await verb<{ pauseMs: number; rows: number }>('move', 'yrd', '--cell', 'cell-2', ...WHY);
    const after = crowd.bought;
    await wait(1_500);
    await crowd.goHome();
    process.stdout.write(
      `move over HTTP: ${moved.rows} rows; write pause ${Math.round(moved.pauseMs)} ms; ${after - before} passes sold meanwhile, ${crowd.bought} in all; longest scan ${Math.round(crowd.longestGapMs)} ms\n`,
    );
    expect(crowd.bought).toBeGreaterThan(after);
    expect(crowd.admitted).toBe(crowd.bought);
    const books = await market.yrd.region.books();
    expect(books).toMatchObject({ holds: true, unbalancedJournals: 0, mismatchedPasses: 0, eventsParked: 0 });
    const rows = await archived();
    expect([rows.get('redemption'), rows.get('sales_order')]).toEqual([crowd.admitted, crowd.bought]);
    expect(moved.pauseMs).toBeLessThan(1_000);
    expect(crowd.longestGapMs).toBeLessThan(3_000);
  }, 120_000);

  /** Rows of the region's tables, as its archive counts them. */
  async function archived(): Promise<Map<string, number>> {
    const file = join(folder, 'counted.tar.gz');
    await verb('export', 'yrd', '--to', file, ...WHY);
    await extract({ file, cwd: folder }, ['manifest.json']);
    const { tables } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
      tables: { name: string; rows: number }[];
    };
    return new Map(tables.map(({ name, rows }) => [name, rows]));
  }

  it('is exported and comes back under another name, on sale with the same products', async () => {
    const file = join(folder, 'whole.tar.gz');
    const { sha256, bytes, rows } = await verb<{ sha256: string; bytes: number; rows: number }>(
      'export',
      'yrd',
      '--to',
      file,
      ...WHY,
    );
    process.stdout.write(`archive: ${rows} rows in ${bytes} bytes\n`);
    await verb('restore', file, '--slug', 'yrd-again', '--sha256', sha256, ...WHY);
    const [original, copy] = [await at('yrd'), await at('yrd-again')];
    expect(copy.body.data).toEqual({ ...original.body.data, storefront: { slug: 'yrd-again', currency: 'CNY' } });
    await expect(verb('restore', file, '--slug', 'yrd', ...WHY)).rejects.toThrow('ended with 1');
  }, 60_000);

  it('is erased only when it is suspended; the others do not notice', async () => {
    const erase = ['erase', 'yrd-again', ...WHY, '--without-archive'];
    await expect(verb(...erase)).rejects.toThrow('ended with 1');
    await verb('suspend', 'yrd-again', ...WHY);
    await wait(1_100);
    expect((await at('yrd-again')).status).toBe(403);
    const proof = await verb(...erase);
    expect(proof).toMatchObject({ slug: 'yrd-again', reason: 'a rehearsal' });
    expect(proof).toHaveProperty('rows', expect.any(Number));
    await wait(1_100);
    expect([(await at('yrd-again')).status, (await at('yrd')).status]).toEqual([404, 200]);
    await market.yrd.bought('pass');
  }, 60_000);
});
