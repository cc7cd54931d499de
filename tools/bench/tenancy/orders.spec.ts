import { describe, expect, it } from '@jest/globals';

import { asBusy, busyShares, inTurn } from './orders.js';

describe('the order in which tenants are asked', () => {
  it('in turn comes to every one of them before it comes to one again', () => {
    const next = inTurn(3);
    expect(Array.from({ length: 7 }, next)).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  it('by how busy they are follows their shares, which shrink with the rank and make a whole', () => {
    const shares = busyShares(1_000);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect((shares[0] ?? 0) / (shares[9] ?? 1)).toBeCloseTo(10 ** 0.99);
    const draws = 100_000;
    let drawn = 0;
    const next = asBusy(1_000, () => (drawn++ + 0.5) / draws);
    const counts = new Map<number, number>();
    for (let draw = 0; draw < draws; draw += 1) {
      const tenant = next();
      counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
    }
    expect(counts.size).toBe(1_000);
    for (const tenant of [0, 1, 99, 999]) expect((counts.get(tenant) ?? 0) / draws).toBeCloseTo(shares[tenant] ?? 0, 4);
  });

  it('stays among them at the end of the line', () => {
    expect(asBusy(5, () => 1 - Number.EPSILON)()).toBe(4);
    expect(asBusy(5, () => 0)()).toBe(0);
  });
});
