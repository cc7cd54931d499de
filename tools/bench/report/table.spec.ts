import { expect, it } from '@jest/globals';

import { table } from './table.js';

it('lines numbers up at their ends and names at their beginnings', () => {
  const text = table(
    ['path', 'per s'],
    [
      ['pgbench', '9000'],
      ['gate route', '123'],
    ],
  );
  expect(text.split('\n')).toEqual([
    'path        per s',
    '----------  -----',
    'pgbench      9000',
    'gate route    123',
  ]);
});

it('widens a column to its heading and leaves missing cells empty', () => {
  expect(table(['a', 'heading'], [['x']]).split('\n')).toEqual(['a  heading', '-  -------', 'x']);
});
