import { describe, expect, it } from '@jest/globals';

import { median, percentile } from './statistics.js';

describe('median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([30, 1, 2])).toBe(2);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('leaves the given values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is an error, not a number', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  const hundred = Float64Array.from({ length: 100 }, (_, at) => at + 1);

  it('is the nearest rank: a value that was measured', () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([10, 20, 30], 0.5)).toBe(20);
    expect(percentile([10, 20], 0.51)).toBe(20);
  });

  it('stays within what was measured', () => {
    expect(percentile(hundred, 0)).toBe(1);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('of nothing is an error, not a number', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
