import { expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';

import { TenantSnapshot } from './tenant-snapshot.js';

const [A, B] = ['a', 'b'].map((id) => ({ id, slug: 'same' }) as Tenant) as [Tenant, Tenant];

it('keeps what is of one tenant from the other, also when both ask at once', async () => {
  const loaded: string[] = [];
  const snapshot = new TenantSnapshot(({ id }) => {
    loaded.push(id);
    return Promise.resolve(`of ${id}`);
  }, 60_000);
  const asked = [A, B, A, B].map((tenant) => snapshot.get(tenant));
  expect(await Promise.all(asked)).toEqual(['of a', 'of b', 'of a', 'of b']);
  expect(loaded).toEqual(['a', 'b']);
});

it('keeps no failure, and tells nobody that of another tenant', async () => {
  let away = true;
  const snapshot = new TenantSnapshot(
    ({ id }) => (away && id === 'a' ? Promise.reject(new Error('away')) : Promise.resolve(id)),
    60_000,
  );
  const asked = [snapshot.get(A), snapshot.get(B)] as const;
  await expect(asked[0]).rejects.toThrow('away');
  expect(await asked[1]).toBe('b');
  away = false;
  expect(await snapshot.get(A)).toBe('a');
});
