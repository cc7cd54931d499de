import { describe, expect, it } from '@jest/globals';

import { readLatencies, readReport } from './pgbench-output.js';

const REPORT = `pgbench (17.5)
transaction type: redeem.sql
scaling factor: 1
query mode: prepared
number of clients: 32
number of threads: 2
duration: 8 s
number of transactions actually processed: 61234
number of failed transactions: 0 (0.000%)
latency average = 4.181 ms
initial connection time = 55.301 ms
tps = 7653.912345 (without initial connection time)
`;

describe('the report of pgbench', () => {
  it('is read for its count and its rate', () => {
    expect(readReport(REPORT)).toEqual({ count: 61_234, perSecond: 7653.912345 });
  });

  it('of an older pgbench, which counts no failures, is read too', () => {
    expect(readReport(REPORT.replace(/^number of failed.*\n/m, '')).count).toBe(61_234);
  });

  it('is an error where a transaction failed, or nothing ran', () => {
    expect(() => readReport(REPORT.replace('failed transactions: 0', 'failed transactions: 3'))).toThrow(
      '3 transactions',
    );
    expect(() => readReport('pgbench: error: connection refused')).toThrow('connection refused');
  });
});

it('reads latencies from the transaction log and sorts them', () => {
  const log = '0 1 4200 0 1795456000 123456\n3 1 1500 0 1795456000 123999\n';
  expect([...readLatencies(log)]).toEqual([1.5, 4.2]);
});
