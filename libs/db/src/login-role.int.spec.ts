import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';

import { sqlState } from './index.js';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

/** What the connection may do once somebody forgot whose it is. */
async function withoutScope(sql: string): Promise<string | undefined> {
  return tenants.unitOfWork
    .write({ tenant: tenants.a }, async (tx) => {
      await tx.execute('RESET ROLE');
      await tx.execute(`SET LOCAL search_path = ''`);
      await tx.execute(sql);
    })
    .then(
      () => undefined,
      (error: unknown) => sqlState(error),
    );
}

describe('the login role without a scope', () => {
  it('[S53] finds no table, and is refused one that is named', async () => {
    expect(await withoutScope('SELECT FROM command')).toBe('42P01');
    for (const { scope } of [tenants.a, tenants.b]) {
      expect(await withoutScope(`SELECT FROM ${scope.schema}.command`)).toBe('42501');
    }
  });

  it('is discarded with its connection when that dies, and the next one works', async () => {
    const { a, unitOfWork } = tenants;
    const dying = unitOfWork.write({ tenant: a }, (tx) => tx.execute('SELECT pg_terminate_backend(pg_backend_pid())'));
    await expect(dying).rejects.toThrow();
    expect(await unitOfWork.read({ tenant: a }, (tx) => tx.one('SELECT 1 AS one'))).toEqual({ one: 1 });
  });

  it('reaches nothing of a tenant that is not there', async () => {
    const scope = { ...tenants.a.scope, tenantId: newId(), role: 'spec_tenant_nobody' };
    const asking = tenants.unitOfWork.read({ tenant: { scope } }, (tx) => tx.query('SELECT FROM command'));
    await expect(asking).rejects.toThrow('spec_tenant_nobody');
  });
});
