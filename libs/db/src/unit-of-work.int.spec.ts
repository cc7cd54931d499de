import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';
import { setTimeout } from 'node:timers/promises';

import { sqlState, violatedConstraint, type PreparedSql, type TenantTx } from './index.js';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

function write<T>(work: (tx: TenantTx) => Promise<T>): Promise<T> {
  return tenants.unitOfWork.write({ tenant: tenants.a }, work);
}

function read<T>(work: (tx: TenantTx) => Promise<T>): Promise<T> {
  return tenants.unitOfWork.read({ tenant: tenants.a }, work);
}

function command<T>(key: string, work: (tx: TenantTx) => Promise<T>, request: unknown = {}): Promise<T> {
  return tenants.unitOfWork.command({ tenant: tenants.a }, { name: 'spec.do', actor: 'spec', key, request }, work);
}

/** Parks a row under this name: something to lock and to look for. */
function insert(tx: TenantTx, consumer: string): Promise<number> {
  return tx.execute(
    `INSERT INTO outbox (id, consumer, type, payload, occurred_at, available_at) VALUES ($1, $2, 'x', '{}', now(), now())`,
    [newId(), consumer],
  );
}

function touch(tx: TenantTx, consumer: string): Promise<number> {
  return tx.execute('UPDATE outbox SET attempts = attempts + 1 WHERE consumer = $1', [consumer]);
}

async function attemptsOf(consumer: string): Promise<number | undefined> {
  const row = await read((tx) =>
    tx.one<{ n: number }>('SELECT attempts AS n FROM outbox WHERE consumer = $1', [consumer]),
  );
  return row?.n;
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function again(): Promise<unknown> {
  return Promise.reject(Object.assign(new Error('again'), { code: '40001' }));
}

describe('a transaction', () => {
  it('calls a text that Postgres cannot hold bad input', async () => {
    const asked = read((tx) => tx.query('SELECT $1::text', ['a\u0000b']));
    expect(await failure(asked)).toMatchObject({ code: 'INVALID_INPUT', field: 'text', rule: 'characters' });
  });

  it.each([
    ['statement_timeout', '15s'],
    ['lock_timeout', '5s'],
    ['idle_in_transaction_session_timeout', '20s'],
  ])('is bounded: %s is %s', async (setting, value) => {
    expect(await read((tx) => tx.one('SELECT current_setting($1) AS value', [setting]))).toEqual({ value });
  });

  it('leaves nothing when its work fails', async () => {
    const name = newId();
    await failure(write((tx) => insert(tx, name).then(() => Promise.reject(new Error('no')))));
    expect(await attemptsOf(name)).toBeUndefined();
  });

  it('gives exact types: bigint, a date as text, an instant as Date', async () => {
    const row = await read((tx) =>
      tx.one(`SELECT 9007199254740993 AS big, date '2026-05-01' AS day, timestamptz '2026-05-01T00:00Z' AS at`),
    );
    expect(row).toEqual({ big: 9_007_199_254_740_993n, day: '2026-05-01', at: new Date('2026-05-01T00:00:00Z') });
  });

  it('says which constraint stood in the way', async () => {
    const name = newId();
    const id = newId();
    const twice = write(async (tx) => {
      const sql = `INSERT INTO outbox (id, consumer, type, payload, occurred_at, available_at) VALUES ($1, $2, 'x', '{}', now(), now())`;
      await tx.execute(sql, [id, name]);
      await tx.execute(sql, [id, name]);
    });
    expect(violatedConstraint(await failure(twice))).toBe('outbox_pkey');
  });

  it('plans a hot statement per tenant, whichever comes first on a connection', async () => {
    const whose = { name: 'spec-count', text: (schema: string) => `SELECT count(*) AS n FROM ${schema}.outbox` };
    const name = newId();
    await write((tx) => insert(tx, name));
    const counts = [];
    for (const tenant of [tenants.a, tenants.b, tenants.a, tenants.b])
      counts.push(await tenants.unitOfWork.read({ tenant }, (tx) => tx.prepared<{ n: bigint }>(whose, [])));
    expect(counts.map(([row]) => (row?.n ?? 0n) > 0n)).toEqual([true, false, true, false]);
  });

  it('plans a statement once where that is wanted, and goes back to usual for what comes after', async () => {
    const once: PreparedSql = {
      name: 'spec-once',
      plan: 'once',
      text: (schema) => `SELECT count(*) AS n FROM ${schema}.outbox WHERE consumer = ANY ($1)`,
    };
    const plans = await read(async (tx) => {
      for (let times = 0; times < 3; times += 1) await tx.prepared(once, [['nobody']]);
      return tx.one(
        `SELECT generic_plans::integer AS generic, custom_plans::integer AS custom FROM pg_prepared_statements WHERE name LIKE 'spec-once:%'`,
      );
    });
    expect(plans).toEqual({ generic: 3, custom: 0 });
    for (let used = 0; used < 25; used += 1)
      expect(await read((tx) => tx.one(`SELECT current_setting('plan_cache_mode') AS mode`))).toEqual({ mode: 'auto' });
  });

  it('gives its connection back, also when that died', async () => {
    for (let used = 0; used < 25; used += 1)
      await failure(read((tx) => tx.execute('SELECT pg_terminate_backend(pg_backend_pid())')));
    expect(await read((tx) => tx.one('SELECT 1 AS one'))).toEqual({ one: 1 });
  });
});

describe('a transaction that ends with its last statement', () => {
  const parking: PreparedSql = {
    name: 'spec-park',
    text: (schema) =>
      `INSERT INTO ${schema}.outbox (id, consumer, type, payload, occurred_at, available_at)
       VALUES ($1, $2, 'x', '{}', now(), now()) RETURNING consumer`,
  };
  const park = (id: string, name: string) => write((tx) => tx.preparedLast(parking, [id, name]));

  it('is committed with it', async () => {
    const name = newId();
    expect(await park(newId(), name)).toEqual([{ consumer: name }]);
    expect(await attemptsOf(name)).toBe(0);
  });

  it('leaves nothing when it fails, and its connection and its plan are as good as before', async () => {
    const [id, name] = [newId(), newId()];
    await park(id, name);
    for (let times = 0; times < 25; times += 1) {
      const failed = write(async (tx) => {
        await touch(tx, name);
        return tx.preparedLast(parking, [id, name]);
      });
      expect(violatedConstraint(await failure(failed))).toBe('outbox_pkey');
      await park(newId(), newId());
    }
    expect(await attemptsOf(name)).toBe(0);
  });

  it('begins again when the database asks for it', async () => {
    const name = newId();
    let tried = 0;
    await write(async (tx) => {
      tried += 1;
      if (tried === 1) await tx.execute(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
      return tx.preparedLast(parking, [newId(), name]);
    });
    expect([tried, await attemptsOf(name)]).toEqual([2, 0]);
  });
});

describe('a transaction that cannot begin', () => {
  it('says why, and runs nothing of its work', async () => {
    const name = newId();
    const scope = { ...tenants.a.scope, role: 'r_of_nobody' };
    const work = tenants.unitOfWork.write({ tenant: { scope } }, (tx) => insert(tx, name));
    expect(await failure(work)).toMatchObject({ message: expect.stringContaining('r_of_nobody') });
    expect(await attemptsOf(name)).toBeUndefined();
  });

  it('says so also when its work would not have needed the database', async () => {
    const scope = { ...tenants.a.scope, role: 'r_of_nobody' };
    const work = tenants.unitOfWork.write({ tenant: { scope } }, () => Promise.resolve('done'));
    expect(await failure(work)).toMatchObject({ message: expect.stringContaining('r_of_nobody') });
  });
});

describe('two transactions that block each other', () => {
  it('both get through: the one that the database gives up begins again', async () => {
    const [first, second] = [newId(), newId()];
    await write(async (tx) => {
      await insert(tx, first);
      await insert(tx, second);
    });
    let begun = 0;
    const crossing = (one: string, other: string) =>
      write(async (tx) => {
        await touch(tx, one);
        begun += 1;
        while (begun < 2) await setTimeout(5);
        await touch(tx, other);
      });
    await Promise.all([crossing(first, second), crossing(second, first)]);
    expect(begun).toBe(3);
    expect([await attemptsOf(first), await attemptsOf(second)]).toEqual([2, 2]);
  });

  it('begin again with nothing of the first attempt', async () => {
    const name = newId();
    let tried = 0;
    await write(async (tx) => {
      await insert(tx, name);
      tried += 1;
      if (tried < 3) await again();
    });
    const rows = await read((tx) => tx.query('SELECT FROM outbox WHERE consumer = $1', [name]));
    expect([tried, rows.length]).toEqual([3, 1]);
  });

  it('do not when the error is another one', async () => {
    let tried = 0;
    const error = await failure(
      write((tx) => {
        tried += 1;
        return tx.execute('SELECT 1 / 0');
      }),
    );
    expect([tried, sqlState(error)]).toEqual([1, '22012']);
  });
});

describe('effects after the commit', () => {
  it('see what was committed', async () => {
    const name = newId();
    let seen: number | undefined;
    await write(async (tx) => {
      await insert(tx, name);
      tx.afterCommit(async () => void (seen = await attemptsOf(name)));
    });
    expect(seen).toBe(0);
  });

  it('run once, in order, for the attempt that got through', async () => {
    const ran: string[] = [];
    let tried = 0;
    await write(async (tx) => {
      const attempt = (tried += 1);
      tx.afterCommit(() => void ran.push(`first of ${attempt}`));
      tx.afterCommit(() => void ran.push(`second of ${attempt}`));
      if (tried < 2) await again();
    });
    expect(ran).toEqual(['first of 2', 'second of 2']);
  });

  it('do not make what is committed look failed', async () => {
    const ran: string[] = [];
    const done = await write((tx) => {
      tx.afterCommit(() => {
        throw new Error('no');
      });
      tx.afterCommit(() => Promise.reject(new Error('no')));
      tx.afterCommit(() => void ran.push('last'));
      return Promise.resolve('done');
    });
    expect([done, ran]).toEqual(['done', ['last']]);
  });

  it('of a command run for its first sending only', async () => {
    const key = newId();
    let ran = 0;
    const send = () =>
      command(key, (tx) => {
        tx.afterCommit(() => void (ran += 1));
        return Promise.resolve('done');
      });
    expect([await send(), await send()]).toEqual(['done', 'done']);
    expect(ran).toBe(1);
  });
});

describe('commands that race under one key', () => {
  it('let one request through and refuse the other', async () => {
    const key = newId();
    const done: number[] = [];
    const send = (quantity: number) =>
      command(
        key,
        async () => {
          await setTimeout(20);
          done.push(quantity);
        },
        { quantity },
      );
    const settled = await Promise.allSettled([send(1), send(2)]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(done).toHaveLength(1);
  });

  it('do the work when the one they waited for failed', async () => {
    const key = newId();
    const failing = failure(
      command(key, async () => {
        await setTimeout(50);
        throw new Error('no');
      }),
    );
    await setTimeout(20);
    const [answer, error] = await Promise.all([command(key, () => Promise.resolve('yes')), failing]);
    expect(answer).toBe('yes');
    expect(error).toMatchObject({ message: 'no' });
  });

  it('are others when somebody else sends them, or for another use case', async () => {
    const key = newId();
    const bound = { tenant: tenants.a };
    const sent = [
      { name: 'spec.do', actor: 'one' },
      { name: 'spec.do', actor: 'two' },
      { name: 'spec.undo', actor: 'one' },
    ];
    const answers = sent.map((who, index) =>
      tenants.unitOfWork.command(bound, { ...who, key, request: {} }, () => Promise.resolve(index)),
    );
    expect(await Promise.all(answers)).toEqual([0, 1, 2]);
  });

  it('answer a repeat with the very value: bigint, instants, lists', async () => {
    const key = newId();
    const answer = { total: 29_800n, at: new Date('2026-05-01T00:00:00Z'), lines: [{ quantity: 2 }], note: null };
    await command(key, () => Promise.resolve(answer));
    expect(await command(key, () => Promise.reject(new Error('not again')))).toEqual(answer);
  });
});
