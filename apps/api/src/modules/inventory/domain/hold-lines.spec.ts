import { describe, expect, it } from '@jest/globals';

import type { HoldLine } from '../inventory.types.js';
import { linePerSlot } from './hold-lines.js';

const line = (fields: Partial<HoldLine> = {}): HoldLine => ({
  attractionId: 'a',
  visitDate: '2026-05-01',
  startsAt: null,
  quantity: 1,
  ...fields,
});

describe('the lines of a hold', () => {
  it('are one per slot, with the places of all that want it', () => {
    const lines = [
      line({ quantity: 2 }),
      line({ startsAt: '09:00' }),
      line({ quantity: 3 }),
      line({ attractionId: 'b' }),
    ];
    expect(linePerSlot(lines)).toEqual([
      line({ quantity: 5 }),
      line({ startsAt: '09:00' }),
      line({ attractionId: 'b' }),
    ]);
  });

  it.each<[string, string, readonly HoldLine[]]>([
    ['lines', 'required', []],
    ['lines.0.quantity', 'range', [line({ quantity: 0 })]],
    ['lines.1.quantity', 'range', [line(), line({ quantity: 1.5 })]],
    ['lines.1.quantity', 'range', [line({ quantity: 9_999 }), line({ quantity: 2 })]],
    ['lines.0.visitDate', 'format', [line({ visitDate: '2026-02-30' })]],
    ['lines.0.startsAt', 'format', [line({ startsAt: '9:00' })]],
  ])('are refused for %s: %s', (field, rule, lines) => {
    expect(() => linePerSlot(lines)).toThrow(expect.objectContaining({ field, rule }));
  });
});
