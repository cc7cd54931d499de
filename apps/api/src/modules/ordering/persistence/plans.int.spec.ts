import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tablesReadWhole, TwoTenants } from '@lianpiao/testing';

import { ADVANCE, BY_ID, BY_IDS, LOCKED } from './order-statements.js';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

it.each([BY_ID, LOCKED, BY_IDS, ADVANCE])(
  '$name goes by indexes, also when it was planned on the first day',
  async (sql) => {
    const whole = await tenants.unitOfWork.read({ tenant: tenants.a }, (tx) => tablesReadWhole(tx, sql));
    // Of channels there are never many.
    expect(whole.filter((table) => table !== 'sales_channel')).toEqual([]);
  },
);
