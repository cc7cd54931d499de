import { describe, expect, it } from '@jest/globals';

import { errorName } from './error-name.js';

describe('the name of an error', () => {
  it.each([
    [new TypeError('li@a.example is not a number'), 'TypeError'],
    [Object.assign(new Error('away'), { code: 'ECONNREFUSED' }), 'Error ECONNREFUSED'],
    [
      Object.assign(new Error('Key (email)=(li@a.example) exists'), { code: '23505', constraint: 'staff_email_key' }),
      'Error 23505 staff_email_key',
    ],
    [Object.assign(new Error('no'), { code: 7, constraint: {} }), 'Error'],
    ['li@a.example', 'unknown'],
    [undefined, 'unknown'],
  ])('says what it was and quotes nothing: %p', (error, name) => {
    expect(errorName(error)).toBe(name);
  });
});
