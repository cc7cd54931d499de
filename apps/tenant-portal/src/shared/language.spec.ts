import { describe, expect, it } from '@jest/globals';

import { fill, preferred } from './language.js';

describe('a text', () => {
  it('takes its values', () => {
    expect(fill('any {visits} of {count}', { visits: 5, count: 36 }, 'en')).toBe('any 5 of 36');
  });

  it('agrees with its number', () => {
    const places = { one: '{count} place', other: '{count} places' };
    expect([1, 2].map((count) => fill(places, { count }, 'en'))).toEqual(['1 place', '2 places']);
    expect(fill(places, { count: 1 }, 'zh-CN')).toBe('1 places');
  });
});

describe('the language of a visitor', () => {
  it('is the one chosen before, else the first of the browser that we speak', () => {
    expect(preferred('zh', ['en-GB'])).toBe('zh');
    expect(preferred(null, ['fr', 'zh-TW', 'en'])).toBe('zh');
    expect(preferred('klingon', ['fr'])).toBe('en');
  });
});
