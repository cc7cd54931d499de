import { describe, expect, it } from '@jest/globals';

import { pgbenchScript } from './pgbench-script.js';

describe('a statement as a pgbench script', () => {
  it('keeps the text and fills its placeholders, $10 not as $1', () => {
    const filled = new Map([
      [1, ':one'],
      [10, 'ARRAY[:ten::uuid]'],
    ]);
    expect(pgbenchScript('SELECT $1::text, $10, $1', filled, ['\\set one 1'])).toBe(
      '\\set one 1\nSELECT :one::text, ARRAY[:ten::uuid], :one;\n',
    );
  });

  it('leaves a dollar that is no placeholder alone', () => {
    expect(pgbenchScript(`SELECT '$date'`, new Map(), [])).toBe(`SELECT '$date';\n`);
  });

  it('refuses a placeholder nobody fills, and a statement pgbench would cut in two', () => {
    expect(() => pgbenchScript('SELECT $2', new Map([[1, ':one']]), [])).toThrow('$2');
    expect(() => pgbenchScript('SELECT 1; SELECT 2', new Map(), [])).toThrow('semicolon');
  });
});
