import { describe, expect, it } from '@jest/globals';

import { tryEach } from './index.js';

describe('trying each', () => {
  it('goes in order, one at a time, and counts what was done', async () => {
    const order: string[] = [];
    const done = await tryEach([1, 2, 3], async (thing) => {
      order.push(`begin ${thing}`);
      await Promise.resolve();
      order.push(`end ${thing}`);
      return thing !== 2;
    });
    expect(done).toBe(2);
    expect(order).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  it('tries what comes behind a failure, and then tells the first', async () => {
    const tried: number[] = [];
    const all = tryEach([1, 2, 3], (thing) => {
      tried.push(thing);
      return thing === 3 ? Promise.resolve(true) : Promise.reject(new Error(`not ${thing}`));
    });
    await expect(all).rejects.toThrow('not 1');
    expect(tried).toEqual([1, 2, 3]);
  });

  it('has nothing to do with nothing', async () => {
    expect(await tryEach([], () => Promise.reject(new Error('never')))).toBe(0);
  });
});
