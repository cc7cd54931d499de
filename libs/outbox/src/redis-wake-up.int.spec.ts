import { afterEach, expect, it } from '@jest/globals';
import { TcpGate } from '@lianpiao/testing';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';

import { onWakeUp, RedisWakeUp } from './redis-wake-up.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open) await close();
});

it('wakes a worker that was there before Redis was, and one whose Redis was away for a while', async () => {
  const address = new URL(process.env.REDIS_URL ?? '');
  const teller = new Redis(address.href);
  const gate = await TcpGate.before(address.hostname, Number(address.port));
  await gate.cut();
  address.port = String(gate.port);
  const listener = new Redis(address.href, { maxRetriesPerRequest: 1, retryStrategy: () => 20 });
  open.push(
    () => teller.disconnect(),
    () => listener.disconnect(),
    () => gate.cut(),
  );
  let refused = 0;
  listener.on('error', () => {
    refused += 1;
  });
  const woken: string[] = [];
  onWakeUp(listener, (tenantId) => {
    woken.push(tenantId);
  });
  while (refused < 3) await pause(5);

  const wakes = async (tenantId: string) => {
    for (const until = Date.now() + 5_000; !woken.includes(tenantId) && Date.now() < until;) {
      await new RedisWakeUp(teller).wake(tenantId);
      await pause(20);
    }
    return woken.includes(tenantId);
  };
  await gate.mend();
  expect(await wakes('first')).toBe(true);
  await gate.cut();
  await gate.mend();
  expect(await wakes('second')).toBe(true);
});
