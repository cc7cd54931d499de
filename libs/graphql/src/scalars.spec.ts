import { describe, expect, it } from '@jest/globals';
import { Kind } from 'graphql';

import { Base64Scalar, DateTimeScalar, LocalDateScalar, MinorUnits } from './scalars.js';

describe('MinorUnits', () => {
  it('keeps amounts that a float would round', () => {
    expect(MinorUnits.parseValue('9007199254740993')).toBe(9_007_199_254_740_993n);
    expect(MinorUnits.serialize(9_007_199_254_740_993n)).toBe('9007199254740993');
    expect(MinorUnits.parseValue('-5')).toBe(-5n);
  });

  it('refuses numbers, decimals, exponents, other digits and more than 18 of them', () => {
    for (const value of [5, '1.0', '1e3', '0x1', '', ' 1', '+1', '１', '1'.repeat(19), null]) {
      expect(() => MinorUnits.parseValue(value)).toThrow('not a MinorUnits');
    }
    expect(() => MinorUnits.parseLiteral({ kind: Kind.INT, value: '5' })).toThrow('not a MinorUnits');
  });
});

describe('LocalDate', () => {
  it('takes days that exist', () => {
    expect(LocalDateScalar.parseValue('2028-02-29')).toBe('2028-02-29');
    for (const value of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '20260101', '']) {
      expect(() => LocalDateScalar.parseValue(value)).toThrow('not a LocalDate');
    }
  });
});

describe('DateTime', () => {
  it('reads an instant in any zone and answers in UTC', () => {
    const at = DateTimeScalar.parseValue('2026-05-01T12:00:00+08:00');
    expect(DateTimeScalar.serialize(at)).toBe('2026-05-01T04:00:00.000Z');
  });

  it('refuses an instant without its zone, and days that do not exist', () => {
    for (const value of [
      '2026-05-01T12:00:00',
      '2026-05-01',
      '2026-05-01 12:00Z',
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      1,
      '',
    ]) {
      expect(() => DateTimeScalar.parseValue(value)).toThrow('not a DateTime');
    }
    expect(() => DateTimeScalar.serialize('2026-05-01')).toThrow('not an instant');
  });
});

describe('Base64', () => {
  it('reads bytes', () => {
    expect(Base64Scalar.parseValue('6ZW/5LiJ6KeS')).toEqual(Buffer.from('长三角'));
    expect(() => Base64Scalar.parseValue('a*b')).toThrow('not a Base64');
    expect(() => Base64Scalar.parseValue('data:text/csv;base64,YQ==')).toThrow('not a Base64');
  });
});
