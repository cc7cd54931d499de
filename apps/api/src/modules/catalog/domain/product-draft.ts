import { check } from '@lianpiao/graphql';
import { InvalidInput } from '@lianpiao/kernel';

import type { LocalizedText } from '../catalog.types.js';
import { draftTerms, type TermsRequest } from './draft-terms.js';
import type { EntitlementTerms, UnitType } from './product-terms.js';
import { unitPrice, type PriceRequest, type UnitPrice } from './unit-price.js';

export interface UnitPriceRequest extends PriceRequest {
  readonly type: UnitType;
}

/** A product as it is asked for. */
export interface ProductRequest extends TermsRequest {
  readonly code: string;
  readonly name: LocalizedText;
  readonly summary?: LocalizedText | null;
  readonly attractionCodes: readonly string[];
  readonly units: readonly UnitPriceRequest[];
  readonly saleFrom?: Date | null;
  readonly saleUntil?: Date | null;
}

/** A product that could be made. */
export interface ProductDraft {
  readonly code: string;
  readonly name: LocalizedText;
  readonly summary: LocalizedText;
  readonly terms: EntitlementTerms;
  readonly attractionCodes: readonly string[];
  readonly units: readonly { readonly type: UnitType; readonly price: UnitPrice }[];
  readonly saleFrom: Date | null;
  readonly saleUntil: Date | null;
}

const CODE = /^[a-z0-9][a-z0-9_-]{0,59}$/;
const MOST_ATTRACTIONS = 200;
const MOST_UNITS = 9;
const NO_TEXT: LocalizedText = { zh: '', en: '' };

/** @throws InvalidInput, PriceAboveCeiling */
export function draftProduct(request: ProductRequest): ProductDraft {
  const attractionCodes = attractions(request);
  return {
    code: check.pattern('code', request.code, CODE, 'a-z, 0-9, _ and -, up to 60'),
    name: localized('name', request.name, (field, text) => check.text(field, text, 120)),
    summary: localized('summary', request.summary ?? NO_TEXT, (field, text) => check.optionalText(field, text, 2_000)),
    terms: draftTerms(request, attractionCodes.length),
    attractionCodes,
    units: units(request.units),
    ...saleWindow(request),
  };
}

function localized(
  field: string,
  { zh, en }: LocalizedText,
  checked: (field: string, text: string) => string,
): LocalizedText {
  return { zh: checked(`${field}.zh`, zh), en: checked(`${field}.en`, en) };
}

function attractions({ kind, attractionCodes: codes }: ProductRequest): readonly string[] {
  const [fewest, most] = kind === 'single' ? [1, 1] : [kind === 'combo' ? 2 : 1, MOST_ATTRACTIONS];
  if (codes.length < fewest || codes.length > most)
    throw new InvalidInput('attractionCodes', 'length', `${fewest}..${most}`);
  const repeated = codes.findIndex((code, index) => codes.indexOf(code) !== index);
  if (repeated >= 0) throw new InvalidInput(`attractionCodes.${repeated}`, 'unique');
  return codes;
}

function units(requests: readonly UnitPriceRequest[]): ProductDraft['units'] {
  if (requests.length < 1 || requests.length > MOST_UNITS)
    throw new InvalidInput('units', 'length', `1..${MOST_UNITS}`);
  const types = requests.map(({ type }) => type);
  const repeated = types.findIndex((type, index) => types.indexOf(type) !== index);
  if (repeated >= 0) throw new InvalidInput(`units.${repeated}.type`, 'unique');
  return requests.map((request, index) => ({
    type: request.type,
    price: unitPrice(request, request.type, `units.${index}.`),
  }));
}

function saleWindow({ saleFrom = null, saleUntil = null }: ProductRequest) {
  if (saleFrom && saleUntil && saleFrom >= saleUntil) throw new InvalidInput('saleUntil', 'range', '> saleFrom');
  return { saleFrom, saleUntil };
}
