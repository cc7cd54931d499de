import { expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';

import { closedLoop } from './closed-loop.js';

it('lets each client take its turns one after another, and keeps the latency of each', async () => {
  const turns = new Map<number, number[]>();
  const { count, latencies, seconds } = await closedLoop(3, 0.05, async (client, turn) => {
    turns.set(client, [...(turns.get(client) ?? []), turn]);
    await pause(5);
  });
  expect([...turns.keys()]).toEqual([0, 1, 2]);
  for (const taken of turns.values()) expect(taken).toEqual(taken.map((_, at) => at));
  expect(count).toBe([...turns.values()].flat().length);
  expect(latencies).toHaveLength(count);
  expect([...latencies]).toEqual([...latencies].sort((one, other) => one - other));
  expect(seconds).toBeGreaterThanOrEqual(0.05);
});

it('ends with the first answer that is not what it should be', async () => {
  await expect(closedLoop(2, 1, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
