import { describe, expect, it } from '@jest/globals';

import { isOutage } from './retry.js';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

describe('an outage', () => {
  it.each(['08006', '08P01', '57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN'])(
    'is %s',
    (code) => {
      expect(isOutage(withCode(code))).toBe(true);
    },
  );

  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout expired',
    'timeout exceeded when trying to connect',
  ])('is what the driver says without a code: %s', (message) => {
    expect(isOutage(new Error(message))).toBe(true);
  });

  it('is one also behind another error', () => {
    expect(isOutage(new Error('a migration failed', { cause: withCode('57P01') }))).toBe(true);
    expect(isOutage(Object.assign(new Error('query'), { driverError: withCode('ECONNRESET') }))).toBe(true);
  });

  it.each(['23505', '42P07', '57014', '08', 'ENOENT'])('is not %s', (code) => {
    expect(isOutage(withCode(code))).toBe(false);
  });

  it.each([undefined, 'ECONNREFUSED', new Error('the connection of ideas')])('is not %p', (error) => {
    expect(isOutage(error)).toBe(false);
  });
});
