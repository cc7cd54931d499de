import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { canonicalJson, decodeStored, encodeStored } from './index.js';
import { sha256Hex } from './node.js';

const anyKey = fc.oneof(fc.string(), fc.constantFrom('$bigint', '$date', '$$bigint', '$', '__proto__', '10', '9'));
const anyLeaf = fc.oneof(
  fc.string(),
  fc.bigInt(),
  fc.date({ noInvalidDate: true }),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const { any: anyData } = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, anyLeaf, fc.array(tie('any'), { maxLength: 4 }), tie('object')),
  object: fc
    .array(fc.tuple(anyKey, tie('any')), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries) as unknown),
}));

const exotic = [new Map(), new Set(), new Uint8Array(2), Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('s')];

describe('stored JSON', () => {
  it('gives back what it was given, whatever the keys are called', () => {
    fc.assert(
      fc.property(anyData, (value) => {
        expect(decodeStored(encodeStored(value))).toEqual(value);
      }),
    );
  });

  it('is the same for the same value and tells marks from data', () => {
    expect(encodeStored({ b: 1, a: [2n], c: undefined })).toBe(encodeStored({ a: [2n], b: 1 }));
    expect(encodeStored({ a: 5n })).not.toBe(encodeStored({ a: { $bigint: '5' } }));
    expect(encodeStored({ a: 5n })).toBe('{"a":{"$bigint":"5"}}');
  });

  it.each(exotic)('refuses %p', (value) => {
    expect(() => encodeStored({ value })).toThrow(TypeError);
  });
});

describe('canonical JSON', () => {
  it('is the same whatever order the keys came in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyData), (value) => {
        const backwards = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(backwards)).toBe(canonicalJson(value));
      }),
    );
  });

  it('has one form, whose hash others can recompute', () => {
    const text = canonicalJson({
      b: 10n ** 20n,
      at: new Date(0),
      '10': 1,
      '9': [null, true],
      none: undefined,
      é: '\u0001',
    });
    expect(text).toBe(
      '{"10":1,"9":[null,true],"at":"1970-01-01T00:00:00.000Z","b":"100000000000000000000","é":"\\u0001"}',
    );
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each([...exotic, undefined])('refuses %p', (value) => {
    expect(() => canonicalJson([value])).toThrow(TypeError);
  });
});
