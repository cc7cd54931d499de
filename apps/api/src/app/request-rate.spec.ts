import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { RequestRate, type Portion, type TakePortion } from './request-rate.js';

/** One count for all nodes, in windows of a second; tells how often it was asked. */
class Counter {
  asked = 0;
  away = false;
  private readonly windows = new Map<string, { taken: number; ends: number }>();

  readonly take: TakePortion = async (tenantId, wanted, most): Promise<Portion> => {
    this.asked += 1;
    await Promise.resolve();
    if (this.away) throw new Error('away');
    const known = this.windows.get(tenantId);
    const window = known && performance.now() < known.ends ? known : { taken: 0, ends: performance.now() + 1_000 };
    this.windows.set(tenantId, window);
    const requests = Math.min(wanted, most - window.taken);
    window.taken += requests;
    return { requests, forMs: window.ends - performance.now(), last: window.taken >= most };
  };
}

const tenant = (id: string, requestsPerSecond: number) => ({
  id,
  limits: { attractions: null, staff: null, requestsPerSecond },
});
const A = tenant('a', 20);
const B = tenant('b', 20);

describe('RequestRate', () => {
  let counter: Counter;
  let nodes: readonly RequestRate[];
  beforeEach(() => {
    jest.useFakeTimers();
    counter = new Counter();
    nodes = Array.from({ length: 3 }, () => new RequestRate(counter.take));
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const admitted = async (times: number, of: typeof A, at: readonly RequestRate[]) => {
    const asked = at.flatMap((node) => Array.from({ length: times }, () => node.admits(of)));
    return (await Promise.all(asked)).filter(Boolean).length;
  };

  it('admits as many requests a second as the plan has, over all nodes, of this tenant alone', async () => {
    expect(await admitted(50, A, nodes)).toBe(20);
    expect(await admitted(5, B, nodes)).toBe(15);
    jest.advanceTimersByTime(999);
    expect(await admitted(50, A, nodes)).toBe(0);
    jest.advanceTimersByTime(1);
    expect(await admitted(50, A, nodes)).toBe(20);
  });

  it('gives all of it to the one node that is asked', async () => {
    expect(await admitted(30, A, nodes.slice(0, 1))).toBe(20);
    const small = tenant('c', 1);
    expect(await admitted(3, small, nodes)).toBe(1);
  });

  it('takes it in portions, the next before the one at hand is used up, and asks no more once all is gone', async () => {
    const [node] = nodes;
    const busy = tenant('d', 1_000);
    for (let second = 0; second < 3; second += 1) {
      counter.asked = 0;
      for (let times = 0; times < 1_000; times += 1) expect(await node?.admits(busy)).toBe(true);
      expect(counter.asked).toBe(10);
      for (let times = 0; times < 1_000; times += 1) expect(await node?.admits(busy)).toBe(false);
      expect(counter.asked).toBe(10);
      jest.advanceTimersByTime(1_000);
    }
  });

  it('counts alone while it can ask nobody, and with the others again afterwards', async () => {
    counter.away = true;
    expect(await admitted(50, A, nodes)).toBe(60);
    expect(await admitted(3, tenant('c', 1), nodes)).toBe(3);
    jest.advanceTimersByTime(1_000);
    counter.away = false;
    expect(await admitted(50, A, nodes)).toBe(20);
  });

  it('does not lock a tenant out when the clock is set back', async () => {
    await admitted(50, A, nodes);
    jest.setSystemTime(new Date('2001-01-01'));
    jest.advanceTimersByTime(1_000);
    expect(await admitted(50, A, nodes)).toBe(20);
  });

  it('asks nothing for a tenant without a limit', async () => {
    const free = { id: 'e', limits: { attractions: 5, staff: null, requestsPerSecond: null } };
    for (let times = 0; times < 100; times += 1) {
      expect(await nodes[0]?.admits(free)).toBe(true);
      expect(await nodes[0]?.admits({ id: 'f' })).toBe(true);
    }
    expect(counter.asked).toBe(0);
  });
});
