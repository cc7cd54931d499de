import { describe, expect, it } from '@jest/globals';

import { check } from './check.js';

const invalid = (rule: string) => expect.objectContaining({ code: 'INVALID_INPUT', field: 'name', rule });

describe('check', () => {
  it('trims text, composes its characters and keeps its line breaks', () => {
    expect(check.text('name', '  Zürich\n', 20)).toBe('Zürich');
    expect(check.text('name', '一\n二', 3)).toBe('一\n二');
  });

  it('names what a text breaks', () => {
    expect(() => check.text('name', ' \n ', 20)).toThrow(invalid('required'));
    expect(() => check.text('name', 'abc', 2)).toThrow(invalid('length'));
    for (const control of ['\u0000', '\u001b', '\u007f', '\u0085', '\u202e', '\ud800'])
      expect(() => check.text('name', `a${control}b`, 20)).toThrow(invalid('characters'));
    expect(check.optionalText('name', '', 20)).toBe('');
  });

  it('bounds numbers, big ones too', () => {
    expect(check.range('name', 5, 1, 5)).toBe(5);
    expect(() => check.range('name', 0n, 1n, 5n)).toThrow(expect.objectContaining({ rule: 'range', limit: '1..5' }));
  });

  it('takes idempotency keys of 8 to 128 visible characters', () => {
    expect(check.idempotencyKey('12345678')).toBe('12345678');
    for (const key of ['1234567', 'x'.repeat(129), '1234 678', '１２３４５６７８', '12345678\n']) {
      expect(() => check.idempotencyKey(key)).toThrow(
        expect.objectContaining({ field: 'idempotencyKey', rule: 'format' }),
      );
    }
  });
});
