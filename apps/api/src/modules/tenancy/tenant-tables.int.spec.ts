import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TwoTenants } from '@lianpiao/testing';

/** What people edit, a row at a time. Whoever adds a table decides: this list, or the rarer statistics of migration 0014. */
const EDITED = [
  ...['attraction', 'product', 'product_attraction', 'option', 'unit', 'price', 'gate'],
  ...['sales_channel', 'signing_key', 'staff_member', 'schema_migration'],
  ...['account', 'settlement_period', 'split_rule', 'product_split', 'split_plan'],
];

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

it('what grows with sales and visits is analyzed after 1,000 changes, not 50: each time, its tenant is planned for anew', async () => {
  const tables = await tenants.unitOfWork.read({ tenant: tenants.a }, (tx) =>
    tx.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'
         AND NOT coalesce(reloptions @> '{autovacuum_vacuum_threshold=1000,autovacuum_analyze_threshold=1000}', false)`,
      [tenants.a.scope.schema],
    ),
  );
  expect(tables.map(({ name }) => name).sort()).toEqual([...EDITED].sort());
});
