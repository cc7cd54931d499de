import type { Currency, LocalDate } from '@lianpiao/kernel';

import type { EntitlementTerms, ProductKind, UnitType } from './domain/product-terms.js';
import type { ProductState } from './domain/product-state.js';

/** A text in the languages of the storefront. */
export interface LocalizedText {
  readonly zh: string;
  readonly en: string;
}

/** An attraction as other modules know it: plain data, fit for an event's payload. */
export interface AttractionRef {
  readonly id: string;
  readonly code: string;
  readonly name: LocalizedText;
  readonly gatePriceMinor: bigint;
  readonly dailyCapacity: number;
  readonly timedEntry: boolean;
}

/** A product as other modules know it, whatever its state. */
export interface ProductTerms {
  readonly productId: string;
  readonly productCode: string;
  readonly productKind: ProductKind;
  readonly productVersion: number;
  readonly state: ProductState;
  readonly name: LocalizedText;
  readonly currency: Currency;
  /** Sold for one visit date, taking capacity there. */
  readonly dated: boolean;
  readonly attractions: readonly AttractionRef[];
  readonly terms: EntitlementTerms;
}

/** What a caller wants to sell: a unit, and the visit date for a dated product. */
export interface UnitRequest {
  readonly unitId: string;
  readonly visitDate: LocalDate | null;
}

/** A unit on sale right now, at the price of the day asked for. */
export interface SellableUnit extends Omit<ProductTerms, 'name'> {
  readonly unitId: string;
  readonly unitType: UnitType;
  readonly optionId: string;
  readonly productName: LocalizedText;
  readonly priceMinor: bigint;
}
