import { expect, it } from '@jest/globals';

import { counted, jestOutcome } from './jest-outcome.mjs';

const suite = (status: string, ...tests: string[]) => ({
  name: 'some.spec.ts',
  status,
  assertionResults: tests.map((each, at) => ({ status: each, fullName: `test ${at}` })),
});
const report = (numPassedTests: number, numFailedTests: number, ...testResults: ReturnType<typeof suite>[]) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults,
});

it('counts tests', () => {
  expect(counted(report(2, 0, suite('passed', 'passed', 'passed')), 0)).toEqual({ passed: 2, failed: 0, notes: [] });
  expect(counted(report(1, 1, suite('failed', 'passed', 'failed')), 1)).toEqual({
    passed: 1,
    failed: 1,
    notes: ['test 1'],
  });
});

it('takes a suite that could not be loaded for a failure', () => {
  expect(counted(report(2, 0, suite('passed', 'passed', 'passed'), suite('failed')), 1)).toMatchObject({
    passed: 2,
    failed: 1,
  });
});

it('takes no test, a crash and a missing report for failures', () => {
  expect(counted(report(0, 0), 0).failed).toBe(1);
  expect(counted(report(2, 0, suite('passed', 'passed', 'passed')), 1).failed).toBe(1);
  expect(jestOutcome('/nowhere/jest.json', 137)).toMatchObject({ passed: 0, failed: 1 });
});
