import { expect, it, jest } from '@jest/globals';

import { RedisWakeUp } from './redis-wake-up.js';

jest.useFakeTimers();

function wakeUp() {
  const published: string[] = [];
  const redis = {
    status: 'ready',
    publish: (_channel: string, id: string) => Promise.resolve(published.push(id)),
  };
  return { published, wakeUp: new RedisWakeUp(redis as never, 20) };
}

it('tells of the first at once, and of those right after it together', async () => {
  const { published, wakeUp: one } = wakeUp();
  for (let times = 0; times < 5; times += 1) await one.wake('a');
  expect(published).toEqual(['a']);
  await jest.advanceTimersByTimeAsync(20);
  expect(published).toEqual(['a', 'a']);
  await jest.advanceTimersByTimeAsync(100);
  expect(published).toEqual(['a', 'a']);
});

it('never keeps one tenant waiting for another', async () => {
  const { published, wakeUp: one } = wakeUp();
  await one.wake('a');
  await one.wake('b');
  expect(published).toEqual(['a', 'b']);
});

it('tells again at once after a quiet moment', async () => {
  const { published, wakeUp: one } = wakeUp();
  await one.wake('a');
  await jest.advanceTimersByTimeAsync(20);
  await one.wake('a');
  expect(published).toEqual(['a', 'a']);
});
