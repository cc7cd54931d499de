import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OwnCluster, TcpGate } from '@lianpiao/testing';
import { Client } from 'pg';
import request from 'supertest';

import { ControlDesk, newcomer, OPERATION } from './control.fixtures.js';
import { passes } from './eventually.fixtures.js';

describe('a database that goes away in the middle of an operation', () => {
  let clusters: OwnCluster[];
  let gate: TcpGate;
  let desk: ControlDesk;
  beforeAll(async () => {
    clusters = await Promise.all([OwnCluster.start(), OwnCluster.start()]);
    const [first, second] = clusters.map(({ url }) => new URL(url.replace(/\/postgres$/, '')));
    gate = await TcpGate.before(first?.hostname ?? '', Number(first?.port));
    if (first) first.port = String(gate.port);
    desk = await ControlDesk.open({ CELL_URLS: `cell-1=${first?.href ?? ''},cell-2=${second?.href ?? ''}` });
  }, 120_000);
  afterAll(async () => {
    await desk.close();
    await gate.cut();
    await Promise.all(clusters.map((cluster) => cluster.stop()));
  }, 60_000);

  /** Past the gate, on the cell that is cut off. */
  async function onCell<T>(work: (owner: Client) => Promise<T>): Promise<T> {
    const url = new URL(clusters[0]?.url ?? '');
    url.pathname = `/${new URL(desk.platform.env.DATABASE_URL ?? '').pathname.slice(1)}_cell_1`;
    const owner = new Client({ connectionString: url.href });
    await owner.connect();
    try {
      return await work(owner);
    } finally {
      await owner.end();
    }
  }

  /** Begins an operation that has to wait for a lock, and takes its database away while it does. */
  async function cutWhileWaiting(lock: string, begin: () => Promise<{ id: string }>): Promise<string> {
    return onCell(async (owner) => {
      await owner.query(`BEGIN; LOCK TABLE ${lock}`);
      const { id } = await begin();
      await passes(async () => {
        const waiting = await owner.query('SELECT FROM pg_locks WHERE NOT granted');
        expect(waiting.rowCount).toBeGreaterThan(0);
      });
      await gate.cut();
      await owner.query('ROLLBACK');
      return id;
    });
  }

  /** The process that was at work is still there, and does it once the database is back. */
  async function goesOn(id: string) {
    expect((await request(desk.control.url).get('/health/live')).status).toBe(200);
    await gate.mend();
    const ended = await desk.ended(id);
    expect(ended).toMatchObject({ state: 'SUCCEEDED' });
    expect(ended.attempts).toBeGreaterThan(1);
    return ended;
  }

  it('is waited for by the process when it goes while the schema is made', async () => {
    const wanted = newcomer();
    const id = await cutWhileWaiting('pg_namespace IN SHARE MODE', () =>
      desk.command('provisionTenant', wanted, OPERATION),
    );
    await goesOn(id);
    expect((await desk.at(`${wanted.slug}.localhost`)).status).toBe(200);
  }, 60_000);

  it('is waited for by the process when it goes while an archive is written', async () => {
    const { schema } = await desk.platform.placeOf('yrd');
    const id = await cutWhileWaiting(`${schema}.posting`, () =>
      desk.command('exportTenant', { slug: 'yrd' }, OPERATION),
    );
    const { result } = await goesOn(id);
    expect(result).toMatchObject({ archive: expect.stringMatching(/^yrd-.*gz$/) });
  }, 60_000);

  it('is waited for by the process when it goes while a tenant is copied', async () => {
    const { schema } = await desk.platform.placeOf('yrd');
    const id = await cutWhileWaiting(`${schema}.posting`, () =>
      desk.command('moveTenant', { slug: 'yrd', cell: 'cell-2' }, OPERATION),
    );
    const { result } = await goesOn(id);
    expect(result).toMatchObject({ cell: 'cell-2' });
    await passes(async () => expect((await desk.at('yrd.localhost')).status).toBe(200));
  }, 60_000);
});
