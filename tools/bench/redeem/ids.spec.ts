import { expect, it } from '@jest/globals';

import { idInSql, idOf, Kind, nonceOf } from './ids.js';

it('makes an id of a kind and a number, another for each', () => {
  expect(idOf(Kind.pass, 255)).toBe('00000006-0000-7000-8000-0000000000ff');
  const ids = Object.values(Kind).flatMap((kind) => [0, 1, 99_999].map((number) => idOf(kind, number)));
  expect(new Set(ids).size).toBe(ids.length);
});

it('lets SQL compute the same', () => {
  expect(idInSql(Kind.pass, ':n')).toBe(`('00000006-0000-7000-8000-' || lpad(to_hex(:n), 12, '0'))::uuid`);
});

it('gives each pass a nonce a gate could have sent', () => {
  expect(nonceOf(7)).toHaveLength(36);
  expect(nonceOf(7)).not.toBe(nonceOf(8));
});
