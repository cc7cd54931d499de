import { describe, expect, it } from '@jest/globals';

import { mask } from './masks.js';

describe('a mask', () => {
  it.each([
    ['Li Na', 'L***'],
    ['王小明', '王***'],
    ['王', '***'],
    ['\u202e王小明', '王***'],
    ['👩‍👩‍👧', '***'],
    ['', '***'],
  ])('keeps of the name %p the initial: %s', (text, masked) => {
    expect(mask.name(text)).toBe(masked);
  });

  it.each([
    ['li.na@wuzhen.example', 'l***@wuzhen.example'],
    ['a@b.example', 'a***@b.example'],
    ['李娜@乌镇.example', '李***@乌镇.example'],
    ['"a@b"@c.example', '"***@c.example'],
    ['@b.example', 'b***'],
    ['nobody', 'n***'],
    ['nobody@', 'n***'],
  ])('keeps of the address %s initial and host: %s', (text, masked) => {
    expect(mask.email(text)).toBe(masked);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['+86 138 1234 5678', '+86 138****5678'],
    ['+86-13812345678', '+86-138****5678'],
    ['+8613812345678', '861****5678'],
    ['0573 88731088', '057****1088'],
    ['88731088', '****1088'],
    ['12345', '****45'],
    ['1234', '****'],
    ['+86 ', '****'],
  ])('keeps of the number %p its ends: %s', (text, masked) => {
    expect(mask.phone(text)).toBe(masked);
  });

  it.each([
    ['CTRIP-2031-88412', '***8412'],
    ['88412', '***'],
  ])('keeps of the reference %s the end: %s', (text, masked) => {
    expect(mask.reference(text)).toBe(masked);
  });

  it.each([
    ['wrote from li@a.example to wang@b.example', 'wrote from l***@a.example to w***@b.example'],
    ['Li Na <li.na@wuzhen.example>', 'Li Na <l***@wuzhen.example>'],
    ['mailto:li.na@wuzhen.example', 'mailto:l***@wuzhen.example'],
    ['@b.example', '***@b.example'],
    ['电话13812345678，急', '电话138****5678，急'],
    ['call +81 90 1234 5678 first', 'call +81 ****5678 first'],
  ])('hides in the text %s who can be written to or called: %s', (text, masked) => {
    expect(mask.text(text)).toBe(masked);
  });

  it.each(['', '29800', '13800000000', 'bureau-admin, finance', '2026-05-01T04:00:00.000Z', 'LP-20260501-7K3M9'])(
    'leaves the text %p as it is',
    (text) => {
      expect(mask.text(text)).toBe(text);
    },
  );
});
