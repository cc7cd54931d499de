import { describe, expect, it } from '@jest/globals';

import { mayBecome, ProductState } from './product-state.js';
import { unpublishableReasons, type Readiness, type UnpublishableReason } from './publishable.js';

const NOW = new Date('2026-05-01T00:00:00Z');
const ready: Readiness = {
  state: 'draft',
  saleUntil: null,
  attractions: 2,
  closedAttractions: 0,
  units: 1,
  unitsWithPrice: 1,
};

describe('a product goes on sale', () => {
  it('when nothing stands against it', () => {
    expect(unpublishableReasons(ready, NOW)).toEqual([]);
    expect(unpublishableReasons({ ...ready, state: 'withdrawn', closedAttractions: 1 }, NOW)).toEqual([]);
  });

  it.each<[Partial<Readiness>, readonly UnpublishableReason[]]>([
    [{ state: 'published' }, ['ALREADY_PUBLISHED']],
    [{ attractions: 0 }, ['NO_ATTRACTION']],
    [{ closedAttractions: 2 }, ['ATTRACTION_CLOSED']],
    [{ units: 2 }, ['UNIT_WITHOUT_PRICE']],
    [{ units: 0, unitsWithPrice: 0 }, ['UNIT_WITHOUT_PRICE']],
    [{ saleUntil: NOW }, ['SALE_ENDED']],
    [{ attractions: 0, unitsWithPrice: 0 }, ['NO_ATTRACTION', 'UNIT_WITHOUT_PRICE']],
  ])('not with %j: %j', (fields, reasons) => {
    expect(unpublishableReasons({ ...ready, ...fields }, NOW)).toEqual(reasons);
  });
});

describe('the life of a product', () => {
  it('goes from draft to published, and between published and withdrawn', () => {
    const states = Object.values(ProductState);
    const moves = states.flatMap((from) => states.flatMap((to) => (mayBecome(from, to) ? [`${from} > ${to}`] : [])));
    expect(moves).toEqual(['draft > published', 'published > withdrawn', 'withdrawn > published']);
  });
});
