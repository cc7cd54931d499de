import { describe, expect, it } from '@jest/globals';

import { maskedChange, maskedText } from './masked.js';

describe('masked text', () => {
  it.each([
    ['li.na@wuzhen.example', 'l***@wuzhen.example'],
    ['a@b.example', 'a***@b.example'],
    ['@b.example', '***@b.example'],
    ['李娜@乌镇.example', '李***@乌镇.example'],
    ['wrote from li@a.example to wang@b.example', 'wrote from l***@a.example to w***@b.example'],
    ['Li Na <li.na@wuzhen.example>', 'Li Na <l***@wuzhen.example>'],
    ['mailto:li.na@wuzhen.example', 'mailto:l***@wuzhen.example'],
  ])('keeps of %s no more than %s', (text, masked) => {
    expect(maskedText(text)).toBe(masked);
  });

  it.each(['', '29800', 'bureau-admin, finance', 'left the company'])('leaves %p as it is', (text) => {
    expect(maskedText(text)).toBe(text);
  });
});

describe('a masked change', () => {
  it('is masked on both sides, whatever its field is called, and keeps nothing as nothing', () => {
    const change = { field: 'notifies', before: null, after: 'li@a.example' };
    expect(maskedChange(change)).toEqual({ field: 'notifies', before: null, after: 'l***@a.example' });
  });
});
