import { describe, expect, it } from '@jest/globals';

import { hasUnmeant } from './unmeant.js';

describe('[D02] characters that nobody means', () => {
  it.each([
    ['a control character', 'a\u0000b'],
    ['one of the second block', 'a\u0085b'],
    ['half of a pair', 'a\ud83c'],
    ['the other half', '\udfabb'],
    ['a separator of lines', 'a\u2028b'],
    ['a space without width', 'pay\u200bpal'],
    ['a joiner of words', 'pay\u2060pal'],
    ['a byte order mark', '\ufeffname'],
    ['an override of direction', 'gate\u202egnp.exe'],
    ['an isolate of direction', 'a\u2066b\u2069'],
  ])('%s', (_what, text) => {
    expect(hasUnmeant(text)).toBe(true);
  });

  it.each(['乌镇 Wuzhen', 'Zürich', 'قصر', '👩‍👩‍👧', 'می‌خواهم', 'a\n\tb', '🎫', ''])('are none in %p', (text) => {
    expect(hasUnmeant(text)).toBe(false);
  });
});
