import { mayBecome, type ProductState } from './product-state.js';

/** Why a product cannot go on sale. */
export const UnpublishableReason = {
  ALREADY_PUBLISHED: 'ALREADY_PUBLISHED',
  NO_ATTRACTION: 'NO_ATTRACTION',
  ATTRACTION_CLOSED: 'ATTRACTION_CLOSED',
  UNIT_WITHOUT_PRICE: 'UNIT_WITHOUT_PRICE',
  SALE_ENDED: 'SALE_ENDED',
} as const;
export type UnpublishableReason = (typeof UnpublishableReason)[keyof typeof UnpublishableReason];

/** What stands behind a product on the day its sale begins. */
export interface Readiness {
  readonly state: ProductState;
  readonly saleUntil: Date | null;
  readonly attractions: number;
  readonly closedAttractions: number;
  readonly units: number;
  readonly unitsWithPrice: number;
}

/** Everything that stands against publishing; nothing when it may go on sale. */
export function unpublishableReasons(product: Readiness, now: Date): UnpublishableReason[] {
  const against: [boolean, UnpublishableReason][] = [
    [!mayBecome(product.state, 'published'), 'ALREADY_PUBLISHED'],
    [product.attractions === 0, 'NO_ATTRACTION'],
    [product.closedAttractions > 0 && product.closedAttractions === product.attractions, 'ATTRACTION_CLOSED'],
    [product.units === 0 || product.unitsWithPrice < product.units, 'UNIT_WITHOUT_PRICE'],
    [product.saleUntil !== null && product.saleUntil <= now, 'SALE_ENDED'],
  ];
  return against.flatMap(([holds, reason]) => (holds ? [reason] : []));
}
