import { describe, expect, it } from '@jest/globals';

import { changesBetween } from './changes.js';

describe('what an act changed', () => {
  it('is each field that differs, before and after', () => {
    const before = { roles: ['finance'], state: 'active', name: 'Li' };
    const after = { roles: ['finance', 'auditor'], state: 'disabled', name: 'Li' };
    expect(changesBetween(before, after)).toEqual([
      { field: 'roles', before: 'finance', after: 'finance, auditor' },
      { field: 'state', before: 'active', after: 'disabled' },
    ]);
  });

  it('is everything of what came into being, and of what went', () => {
    expect(changesBetween(null, { limit: 5, open: true })).toEqual([
      { field: 'limit', before: null, after: '5' },
      { field: 'open', before: null, after: 'true' },
    ]);
    expect(changesBetween({ limit: 5 }, null)).toEqual([{ field: 'limit', before: '5', after: null }]);
  });

  it('is nothing where nothing differs, a missing field and an empty one being the same', () => {
    expect(changesBetween({ reason: null }, {})).toEqual([]);
    expect(changesBetween(null, null)).toEqual([]);
  });
});
