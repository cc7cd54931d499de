import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';

import { assertDescribed } from './described.js';

describe('assertDescribed', () => {
  it('passes a schema in which everything is described', () => {
    const schema = buildSchema(
      'type Query { "A." a("B." b: Int): T } "T." type T { "C." c: E } "E." enum E { "X." X }',
    );
    expect(() => {
      assertDescribed(schema);
    }).not.toThrow();
  });

  it('names each type, field, argument, input field and enum value that is not', () => {
    const schema = buildSchema(
      'type Query { a(b: I): T } type T { c: E } enum E { X } input I { d: S } scalar S union U = T',
    );
    expect(() => {
      assertDescribed(schema);
    }).toThrow('without a description: Query.a, Query.a(b), T, T.c, E, E.X, I, I.d, S, U');
  });
});
