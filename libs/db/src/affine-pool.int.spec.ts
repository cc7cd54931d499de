import { afterEach, describe, expect, it } from '@jest/globals';

import { AffinePool, type CheckedOut } from './affine-pool.js';

const config = { connectionString: process.env.TEST_DATABASE_URL ?? '', application_name: 'affine-pool spec' };
const SIZE = 4;

const pools: AffinePool[] = [];
function aPool(size = SIZE): AffinePool {
  const pool = new AffinePool(config, size);
  pools.push(pool);
  return pool;
}
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.end())));

async function pidOf({ client }: CheckedOut): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function once(pool: AffinePool, schema: string): Promise<number> {
  const taken = await pool.take(schema);
  return pidOf(taken).finally(() => taken.release());
}

const fleet = (size: number) => Array.from({ length: size }, (_, number) => `t_${number}`);

/** Every connection comes to know its share of a fleet. */
async function meet(pool: AffinePool, size: number): Promise<void> {
  for (const schema of fleet(size)) await once(pool, schema);
}

describe('a pool that remembers who worked where', () => {
  it('gives a schema the connection it had, whoever else comes between', async () => {
    const pool = aPool();
    const schemas = Array.from({ length: 20 }, (_, number) => `t_${number}`);
    const first = await Promise.all(schemas.map((schema) => once(pool, schema)));
    for (const [at, schema] of schemas.toReversed().entries())
      expect([schema, await once(pool, schema)]).toEqual([schema, first.at(-1 - at)]);
    expect(new Set(first).size).toBe(SIZE);
  });

  it('gives a schema that asks for many as many as there are, and never more', async () => {
    const pool = aPool();
    const taken = await Promise.all(Array.from({ length: SIZE }, () => pool.take('t_busy')));
    expect(new Set(await Promise.all(taken.map(pidOf))).size).toBe(SIZE);
    const waiting = pool.take('t_busy');
    expect(await Promise.race([waiting, soon()])).toBe('later');
    taken[0]?.release();
    (await waiting).release();
    for (const one of taken) one.release();
  });

  it('is at home everywhere while there are few schemas', async () => {
    const pool = aPool();
    const taken = await pool.take('t_one');
    // Nobody waits for the one that is busy, whoever's home it is.
    for (let number = 0; number < 12; number += 1)
      expect(await Promise.race([once(pool, `t_other_${number}`), soon()])).not.toBe('later');
    taken.release();
  });

  it('keeps the schemas of a large fleet at home', async () => {
    const pool = aPool();
    await meet(pool, 200);
    const homes = await Promise.all(fleet(200).map((schema) => once(pool, schema)));
    const shares = [...new Set(homes)].map((home) => homes.filter((pid) => pid === home).length);
    expect(shares).toHaveLength(SIZE);
    expect(Math.max(...shares)).toBeLessThan(100);
  });

  it('waits in line for a home that moves on, while others have nothing to do', async () => {
    const pool = aPool(2);
    await meet(pool, 100);
    const homes = await Promise.all(fleet(100).map((schema) => once(pool, schema)));
    const line = fleet(100).filter((_, at) => homes[at] === homes[0]);
    const slowly = async (schema: string) => {
      const taken = await pool.take(schema);
      await taken.client.query('SELECT pg_sleep(0.02)');
      return pidOf(taken).finally(() => taken.release());
    };
    expect(new Set(await Promise.all(line.slice(0, 12).map(slowly)))).toEqual(new Set([homes[0]]));
  });

  it('lets whoever waits for a home that stands still go elsewhere', async () => {
    const pool = aPool(3);
    await meet(pool, 100);
    const busy = [await pool.take('t_0'), await pool.take('t_0')];
    // Of a dozen strangers, some have their home among the busy ones.
    const others = await Promise.all(Array.from({ length: 12 }, (_, number) => once(pool, `t_other_${number}`)));
    expect(new Set(others).size).toBe(1);
    for (const taken of busy) taken.release();
  });

  it('replaces a connection that has seen too many schemas', async () => {
    const pool = aPool(1);
    const pids = [];
    for (let number = 0; number < 151; number += 1) pids.push(await once(pool, `t_${number}`));
    expect(new Set(pids.slice(0, 150)).size).toBe(1);
    expect(pids[150]).not.toBe(pids[149]);
  });

  it('goes on after a connection was cut off, at work or idle', async () => {
    const pool = aPool(2);
    const killer = await pool.take('t_killer');
    const victim = await pool.take('t_victim');
    const kill = (pid: number) => killer.client.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
    const cut = await pidOf(victim);
    await kill(cut);
    await expect(pidOf(victim)).rejects.toThrow();
    victim.release();
    const next = await once(pool, 't_victim');
    expect(next).not.toBe(cut);
    await kill(next);
    expect(await once(pool, 't_victim')).not.toBe(next);
    killer.release();
  });

  it('frees the place of a connection that could not be made', async () => {
    const pool = new AffinePool({ ...config, connectionString: 'postgres://nobody:wrong@127.0.0.1:1/none' }, 1);
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(pool.take('t')).rejects.toThrow('ECONNREFUSED');
    await pool.end();
  });

  it('gives up after five seconds, and keeps no place for who gave up', async () => {
    const pool = aPool(1);
    const taken = await pool.take('t_one');
    await expect(pool.take('t_two')).rejects.toThrow('no connection was free within 5000 ms');
    taken.release();
    expect(await once(pool, 't_two')).toBeGreaterThan(0);
  }, 10_000);

  it('gives one back once, however often it is told', async () => {
    const pool = aPool(1);
    const taken = await pool.take('t_one');
    taken.release();
    const next = await pool.take('t_two');
    taken.release();
    expect(await Promise.race([pool.take('t_three').then((third) => third.release()), soon()])).toBe('later');
    next.release();
    await once(pool, 't_three');
  });
});

/** Longer than anybody waits for a home. */
function soon(): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, 150, 'later'));
}
