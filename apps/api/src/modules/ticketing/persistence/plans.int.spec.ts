import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tablesReadWhole, TwoTenants } from '@lianpiao/testing';

import { REDEEM } from './redeem-statement.js';
import { TICKETS_OF_ORDERS } from './ticket-repository.js';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

it.each([REDEEM, TICKETS_OF_ORDERS])(
  '$name goes by indexes, also when it was planned on the first day',
  async (sql) => {
    expect(await tenants.unitOfWork.read({ tenant: tenants.a }, (tx) => tablesReadWhole(tx, sql))).toEqual([]);
  },
);
