import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, notes: string[] }} Outcome */

/**
 * What a run of jest amounts to. A suite that could not be loaded, a crash and a run without tests are failures.
 * @param {string} file  jest's JSON report
 * @param {number} code  its exit code
 * @returns {Outcome}
 */
export function jestOutcome(file, code) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return report
    ? counted(report, code)
    : { passed: 0, failed: 1, notes: [`jest ended with exit code ${code} and without a report`] };
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numRuntimeErrorTestSuites: number,
 *   testResults: { name: string, assertionResults: { status: string, fullName: string }[], status: string }[] }} report
 * @param {number} code
 * @returns {Outcome}
 */
export function counted(report, code) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failures = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed');
  const notes = [...broken.map(({ name }) => `could not run: ${name}`), ...failures.map(({ fullName }) => fullName)];
  if (report.numPendingTests > 0) notes.push(`${report.numPendingTests} skipped`);
  const failed = report.numFailedTests + Math.max(report.numRuntimeErrorTestSuites, broken.length);
  if (report.numPassedTests + failed === 0) return { passed: 0, failed: 1, notes: [...notes, 'no test was run'] };
  if (failed === 0 && code !== 0)
    return { passed: report.numPassedTests, failed: 1, notes: [...notes, `jest ended with exit code ${code}`] };
  return { passed: report.numPassedTests, failed, notes };
}
