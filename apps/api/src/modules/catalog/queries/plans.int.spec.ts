import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tablesReadWhole, TwoTenants } from '@lianpiao/testing';

import { LOWEST_PRICES, PRICES_ON } from './unit-prices.js';

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await TwoTenants.open();
});
afterAll(() => tenants.close());

// Products, options and units are few; prices are as many as days.
it.each([PRICES_ON, LOWEST_PRICES])(
  '$name finds prices by their index, also when it was planned on the first day',
  async (sql) => {
    const whole = await tenants.unitOfWork.read({ tenant: tenants.a }, (tx) => tablesReadWhole(tx, sql));
    expect(whole).not.toContain('price');
  },
);
