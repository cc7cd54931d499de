import { describe, expect, it } from '@jest/globals';

import { benchName, demoArguments } from './arguments.mjs';

describe('arguments of the demo', () => {
  it('sells few orders when it stays up and many when it does not', () => {
    expect(demoArguments([])).toEqual({ once: false, fresh: false, keycloak: false, help: false, orders: 40 });
    expect(demoArguments(['--once'])).toEqual({
      once: true,
      fresh: false,
      keycloak: false,
      help: false,
      orders: 2_000,
    });
  });

  it('takes a number of orders either way it is written', () => {
    expect(demoArguments(['--once', '--orders', '300']).orders).toBe(300);
    expect(demoArguments(['--orders=7', '--fresh'])).toEqual({
      once: false,
      fresh: true,
      keycloak: false,
      help: false,
      orders: 7,
    });
  });

  it('can be told to use a real Keycloak', () => {
    expect(demoArguments(['--keycloak'])).toMatchObject({ keycloak: true, once: false });
  });

  it.each([
    ['--orders'],
    ['--orders', '0'],
    ['--orders', '-3'],
    ['--orders', '1e3'],
    ['--orders', '1000001'],
    ['--ones'],
    ['now'],
    ['--once=yes'],
  ])('refuses %s %s with the usage and exit code 2', (...given) => {
    expect(() => demoArguments(given)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining('Usage:') }),
    );
  });
});

describe('name of a benchmark', () => {
  it('is one that exists', () => {
    expect(benchName(['redeem'], ['redeem'])).toBe('redeem');
  });

  it('is told when it is missing or unknown', () => {
    for (const given of [[], ['sell'], ['redeem', 'sell']])
      expect(() => benchName(given, ['redeem'])).toThrow('Benchmarks: redeem');
  });
});
