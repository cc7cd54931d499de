import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';

import { sqlState, type TenantTx } from './index.js';

const PERMISSION_DENIED = '42501';
const READ_ONLY = '25006';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

function command(key: string, request: unknown = {}) {
  return { name: 'spec.do', actor: 'spec', key, request };
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function refusal(of: 'a' | 'b', sql: string): Promise<string | undefined> {
  return sqlState(await failure(tenants.unitOfWork.write({ tenant: tenants[of] }, (tx) => tx.execute(sql))));
}

function keys(tx: TenantTx): Promise<{ key: string }[]> {
  return tx.query<{ key: string }>('SELECT key FROM command ORDER BY key');
}

describe('a tenant transaction', () => {
  it('is the tenant, in its schema, and sees nothing of the other', async () => {
    const { a, b, unitOfWork } = tenants;
    const key = newId();
    await unitOfWork.command({ tenant: a }, command(key), () => Promise.resolve('done'));
    expect(await unitOfWork.read({ tenant: a }, keys)).toContainEqual({ key });
    expect(await unitOfWork.read({ tenant: b }, keys)).not.toContainEqual({ key });
    for (const tenant of [a, b]) {
      const who = await unitOfWork.read({ tenant }, (tx) =>
        tx.one('SELECT current_user::text AS role, current_schema()::text AS schema'),
      );
      expect(who).toEqual({ role: tenant.scope.role, schema: tenant.scope.schema });
    }
  });

  it('may not name the schema of another tenant, nor the control plane', async () => {
    expect(await refusal('a', `SELECT FROM ${tenants.b.scope.schema}.command`)).toBe(PERMISSION_DENIED);
    expect(await refusal('b', `DELETE FROM ${tenants.a.scope.schema}.outbox`)).toBe(PERMISSION_DENIED);
  });

  it('finds nothing by pointing the search path at another schema', async () => {
    expect(await refusal('a', `SET LOCAL search_path = ${tenants.b.scope.schema}; SELECT FROM command`)).toBeDefined();
  });

  it('may not switch role or path through a function, which is what an injected expression could call', async () => {
    expect(await refusal('a', `SELECT set_config('role', '${tenants.b.scope.role}', true)`)).toBe(PERMISSION_DENIED);
    expect(await refusal('a', `SELECT set_config('search_path', '${tenants.b.scope.schema}', true)`)).toBe(
      PERMISSION_DENIED,
    );
  });

  it('could become another tenant only by a statement of its own, which no expression or parameter can be', async () => {
    // The login role is a member of every tenant role, so PostgreSQL allows the statement; what keeps it out is that SQL is
    // never built from input. Whatever it does to the role ends with the transaction.
    expect(await refusal('a', `SET LOCAL ROLE ${tenants.b.scope.role}`)).toBeUndefined();
    const after = await tenants.unitOfWork.read({ tenant: tenants.a }, (tx) =>
      tx.one('SELECT current_user::text AS role'),
    );
    expect(after).toEqual({ role: tenants.a.scope.role });
    expect(await refusal('a', 'SET ROLE postgres')).toBe(PERMISSION_DENIED);
  });

  it('may not create, alter, or write its own migration history', async () => {
    expect(await refusal('a', 'CREATE TABLE mine (id int)')).toBe(PERMISSION_DENIED);
    expect(await refusal('a', 'CREATE TEMPORARY TABLE mine (id int)')).toBe(PERMISSION_DENIED);
    expect(await refusal('a', 'ALTER TABLE command ADD COLUMN x int')).toBe(PERMISSION_DENIED);
    expect(await refusal('a', 'DELETE FROM command')).toBe(PERMISSION_DENIED);
  });

  it('writes nothing when it only reads', async () => {
    const reading = tenants.unitOfWork.read({ tenant: tenants.a }, (tx) => tx.execute('DELETE FROM outbox'));
    expect(sqlState(await failure(reading))).toBe(READ_ONLY);
  });

  it('keeps nothing, and says so, when its work ignores a failed statement', async () => {
    const key = newId();
    const ignoring = tenants.unitOfWork.command({ tenant: tenants.a }, command(key), (tx) =>
      tx.execute('SELECT 1 / 0').catch(() => undefined),
    );
    expect(await failure(ignoring)).toBeInstanceOf(Error);
    expect(await tenants.unitOfWork.read({ tenant: tenants.a }, keys)).not.toContainEqual({ key });
  });

  it('serves the right tenant when both use the same few connections at once', async () => {
    const { a, b, unitOfWork } = tenants;
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const tenant = index % 2 ? a : b;
        const asking = unitOfWork.read({ tenant }, async (tx) => {
          if (index % 7 === 0) await tx.query('SELECT 1 / 0');
          return tx.one<{ role: string }>('SELECT current_user::text AS role');
        });
        return asking.then(
          (row) => row?.role === tenant.scope.role,
          () => index % 7 === 0,
        );
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
  });
});

describe('the unit of work', () => {
  it.each(['40001', '40P01'])('repeats from the start on SQLSTATE %s, five times at most', async (state) => {
    let tried = 0;
    const raise = `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${state}'; END $$`;
    const settled = await tenants.unitOfWork.write({ tenant: tenants.a }, async (tx) => {
      tried += 1;
      if (tried < 3) await tx.execute(raise);
      return tried;
    });
    expect(settled).toBe(3);
    tried = 0;
    const never = tenants.unitOfWork.write({ tenant: tenants.a }, (tx) => {
      tried += 1;
      return tx.execute(raise);
    });
    expect(sqlState(await failure(never))).toBe(state);
    expect(tried).toBe(5);
  });

  it('runs effects after the commit, and never those of what rolled back', async () => {
    const ran: string[] = [];
    await tenants.unitOfWork.write({ tenant: tenants.a }, (tx) => {
      tx.afterCommit(() => void ran.push('kept'));
      return Promise.resolve();
    });
    await failure(
      tenants.unitOfWork.write({ tenant: tenants.a }, (tx) => {
        tx.afterCommit(() => void ran.push('lost'));
        return Promise.reject(new Error('no'));
      }),
    );
    expect(ran).toEqual(['kept']);
  });
});

describe('a command', () => {
  it('happens once per key, also when its repeats race', async () => {
    let done = 0;
    const { unitOfWork, a } = tenants;
    const sent = command(newId(), { quantity: 2, price: 298n });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        unitOfWork.command({ tenant: a }, sent, () => Promise.resolve({ number: (done += 1), paid: 5n })),
      ),
    );
    expect(done).toBe(1);
    expect(answers).toEqual(answers.map(() => ({ number: 1, paid: 5n })));
  });

  it('is refused under a key that came with another request', async () => {
    const { unitOfWork, a } = tenants;
    const key = newId();
    await unitOfWork.command({ tenant: a }, command(key, { quantity: 1 }), () => Promise.resolve(1));
    const other = unitOfWork.command({ tenant: a }, command(key, { quantity: 2 }), () => Promise.resolve(2));
    expect(await failure(other)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('may be sent again under its key when it failed', async () => {
    const { unitOfWork, a } = tenants;
    const sent = command(newId());
    await failure(unitOfWork.command({ tenant: a }, sent, () => Promise.reject(new Error('no'))));
    expect(await unitOfWork.command({ tenant: a }, sent, () => Promise.resolve('yes'))).toBe('yes');
  });

  it('is another one under the same key in another tenant', async () => {
    const { unitOfWork, a, b } = tenants;
    const sent = command(newId());
    expect(await unitOfWork.command({ tenant: a }, sent, () => Promise.resolve('a'))).toBe('a');
    expect(await unitOfWork.command({ tenant: b }, sent, () => Promise.resolve('b'))).toBe('b');
  });
});
