import { expect, it } from '@jest/globals';

import { teller } from './operations.js';

/** What is told of a fleet of which one tenant after the other takes so long. */
function told(total: number, msEach: number, behind = 0): string[] {
  const lines: string[] = [];
  let now = 0;
  const tell = teller(
    (line) => void lines.push(line),
    () => now,
  );
  for (let done = 1; done <= total; done += 1) {
    now += msEach;
    tell({ total, upToDate: Math.max(0, done - behind), behind: Math.min(done, behind) });
  }
  return lines;
}

it('tells of a large fleet every fifty tenants, and at its end', () => {
  expect(told(120, 1)).toEqual(['tenants: 50 of 120\n', 'tenants: 100 of 120\n', 'tenants: 120 of 120\n']);
});

it('tells of a small fleet at its end, and who was left behind', () => {
  expect(told(3, 1, 1)).toEqual(['tenants: 3 of 3, 1 left behind\n']);
});

it('tells of a slow fleet every ten seconds', () => {
  expect(told(6, 5_000)).toEqual(['tenants: 2 of 6\n', 'tenants: 4 of 6\n', 'tenants: 6 of 6\n']);
});
