import { check } from '@lianpiao/graphql';
import { InvalidInput, parseDuration } from '@lianpiao/kernel';

import type { EntitlementTerms, ProductKind, ValidityClock, ValidityStart } from './product-terms.js';

export interface TermsRequest {
  readonly kind: ProductKind;
  readonly dated: boolean;
  readonly validityClock: ValidityClock;
  readonly validityStarts: ValidityStart;
  readonly validityPeriod: string;
  readonly activateWithin?: string | null;
  readonly visitsTotal?: number | null;
  readonly visitsPerAttraction?: number | null;
  readonly visitsPerAttractionPerDay?: number | null;
}

const MOST_VISITS = 100_000;
const MOST_DAYS = 3_660;
const DAY_MS = 86_400_000;

/** @throws InvalidInput */
export function draftTerms(request: TermsRequest, attractions: number): EntitlementTerms {
  const { dated, validityClock, validityStarts, validityPeriod, activateWithin = null } = request;
  if (dated !== (validityStarts === 'visit_date'))
    throw new InvalidInput('validityStarts', 'conflict', 'visit date if and only if dated');
  if (activateWithin !== null && validityStarts !== 'first_use')
    throw new InvalidInput('activateWithin', 'conflict', 'first use only');
  const period = duration('validityPeriod', validityPeriod);
  if (activateWithin !== null) duration('activateWithin', activateWithin);
  if (validityClock !== 'rolling' && period.ms > 0) throw new InvalidInput('validityPeriod', 'format', 'whole days');
  return { validityClock, validityStarts, validityPeriod, activateWithin, ...visits(request, attractions) };
}

function duration(field: string, text: string) {
  const read = parseDuration(text, field);
  if (read.months * 31 + read.days + read.ms / DAY_MS > MOST_DAYS)
    throw new InvalidInput(field, 'range', `<= ${MOST_DAYS} days`);
  return read;
}

function visits(request: TermsRequest, attractions: number) {
  const { total, each } = usualVisits(request.kind, attractions);
  const visitsTotal = limit('visitsTotal', request.visitsTotal ?? total, MOST_VISITS);
  const visitsPerAttraction = limit(
    'visitsPerAttraction',
    request.visitsPerAttraction ?? each,
    visitsTotal ?? MOST_VISITS,
  );
  const perDay = limit(
    'visitsPerAttractionPerDay',
    request.visitsPerAttractionPerDay ?? null,
    visitsPerAttraction ?? MOST_VISITS,
  );
  const reachable = attractions * (visitsPerAttraction ?? MOST_VISITS);
  if (visitsTotal !== null) check.range('visitsTotal', visitsTotal, 1, reachable);
  return { visitsTotal, visitsPerAttraction, visitsPerAttractionPerDay: perDay };
}

/** A single ticket is one visit, a combo one visit of each of its attractions, unless told; passes have no limit unless told. */
function usualVisits(kind: ProductKind, attractions: number): { total: number | null; each: number | null } {
  if (kind === 'single') return { total: 1, each: null };
  if (kind === 'combo') return { total: attractions, each: 1 };
  return { total: null, each: null };
}

function limit(field: string, value: number | null, most: number): number | null {
  return value === null ? null : check.range(field, value, 1, most);
}
