import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';

import { gathered } from './gathered.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('calls at once, and once more for all that came within the pause', () => {
  const called = jest.fn();
  const call = gathered(called, 50);
  call();
  expect(called).toHaveBeenCalledTimes(1);
  for (let times = 0; times < 10; times += 1) call();
  expect(called).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(50);
  expect(called).toHaveBeenCalledTimes(2);
  jest.advanceTimersByTime(500);
  expect(called).toHaveBeenCalledTimes(2);
});

it('calls at once again after the pause, and no more often than that under a steady stream', () => {
  const called = jest.fn();
  const call = gathered(called, 50);
  for (let ms = 0; ms < 1_000; ms += 1) {
    call();
    jest.advanceTimersByTime(1);
  }
  expect(called.mock.calls.length).toBeLessThanOrEqual(21);
  jest.advanceTimersByTime(100);
  called.mockClear();
  call();
  expect(called).toHaveBeenCalledTimes(1);
});
