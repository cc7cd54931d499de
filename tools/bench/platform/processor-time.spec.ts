import { expect, it } from '@jest/globals';

import { readStat } from './processor-time.js';

it('reads parent and times, whatever the process calls itself', () => {
  const stat = '4711 (a) (b c) S 42 4711 4711 0 -1 4194304 100 200 0 0 150 50 7 3 20 0 11 0 123456 0 0';
  expect(readStat(stat)).toEqual({ parent: 42, own: 2_000, ofEnded: 100 });
});
