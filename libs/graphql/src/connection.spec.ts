import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { connection, decodeCursor, encodeCursor, pageSize } from './connection.js';

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ code: `c${index}` }));
const cursorOf = (row: { code: string }) => [row.code];

describe('connection', () => {
  it('cuts the row beyond the page and says there is more', () => {
    const page = connection(rows(3), 2, cursorOf);
    expect(page.nodes).toEqual([{ code: 'c0' }, { code: 'c1' }]);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor(['c0']),
      endCursor: encodeCursor(['c1']),
    });
  });

  it('ends the list', () => {
    expect(connection(rows(2), 2, cursorOf).pageInfo.hasNextPage).toBe(false);
    expect(connection(rows(0), 2, cursorOf).pageInfo).toMatchObject({
      hasNextPage: false,
      startCursor: null,
      endCursor: null,
    });
  });
});

describe('cursors', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 1, maxLength: 3 }), (values) => {
        expect(
          decodeCursor(
            encodeCursor(values),
            values.map(() => 'text' as const),
          ),
        ).toEqual(values);
      }),
    );
  });

  it('are refused when they are none of ours', () => {
    const bad = [
      '',
      'x',
      '!!!',
      encodeCursor([]),
      encodeCursor(['a']),
      Buffer.from('{"0":"a","length":2}').toString('base64url'),
      Buffer.from('[1,2]').toString('base64url'),
      'A'.repeat(100_000),
    ];
    for (const after of bad)
      expect(() => decodeCursor(after, ['instant', 'id'])).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT', field: 'after' }),
      );
  });

  it('may be left out', () => {
    expect([decodeCursor(undefined, ['id']), decodeCursor(null, ['id'])]).toEqual([undefined, undefined]);
  });
});

describe('pageSize', () => {
  it('is 1 to 100', () => {
    expect([pageSize({ first: 1 }), pageSize({ first: 100 })]).toEqual([1, 100]);
    for (const first of [0, -1, 101, 1.5, Number.NaN])
      expect(() => pageSize({ first })).toThrow(expect.objectContaining({ field: 'first', limit: '1..100' }));
  });
});
