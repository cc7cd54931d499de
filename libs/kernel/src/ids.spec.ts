import { expect, it } from '@jest/globals';

import { isId, newId } from './index.js';

it('makes version 7 identifiers that sort as they were made, within one millisecond too', () => {
  const made = Array.from({ length: 5_000 }, newId);
  expect(made.every((id) => isId(id) && id.charAt(14) === '7')).toBe(true);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

it('carries the time of creation', () => {
  const before = Date.now();
  const at = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
  expect(at).toBeGreaterThanOrEqual(before - 1);
  expect(at).toBeLessThanOrEqual(Date.now() + 1);
});

it.each([
  '',
  'x',
  '019AB0B0-0000-7000-8000-000000000000',
  '019ab0b0-0000-7000-8000-00000000000',
  '{019ab0b0-0000-7000-8000-000000000000}',
])('does not take %j for one', (text) => {
  expect(isId(text)).toBe(false);
});
