import { describe, expect, it } from '@jest/globals';

import { maskedFact } from './masked.js';

describe('a masked fact', () => {
  it.each([
    ['notifies', 'li@a.example', 'l***@a.example'],
    ['displayName', '王小明', '王***'],
    ['name', '王小明', '王小明'],
    ['priceMinor', '13800000000', '13800000000'],
  ])('%s: of %s stays %s', (field, value, masked) => {
    expect(maskedFact(field, value)).toBe(masked);
  });
});
