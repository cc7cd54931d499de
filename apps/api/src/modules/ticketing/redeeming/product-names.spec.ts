import { expect, it } from '@jest/globals';
import type { Tenant } from '@lianpiao/authz';
import type { TenantBound, UnitOfWork } from '@lianpiao/db';

import type { Catalog } from '../../catalog/index.js';
import { ProductNames } from './product-names.js';

const [A, B] = ['a', 'b'].map((id) => ({ id }) as Tenant) as [Tenant, Tenant];

it('keeps names by tenant: a tenant made of another’s archive has the same products’ ids', async () => {
  const unitOfWork = { read: ({ tenant }: TenantBound, work: (tx: unknown) => unknown) => work(tenant) };
  const catalog = {
    productTerms: ({ id }: Tenant, [product = '']: readonly string[]) =>
      Promise.resolve(new Map([[product, { name: { zh: id, en: id } }]])),
  };
  const names = new ProductNames(unitOfWork as unknown as UnitOfWork, catalog as unknown as Catalog);
  for (const tenant of [A, B, A]) expect(await names.byId(tenant, 'p-1')).toEqual({ zh: tenant.id, en: tenant.id });
});
