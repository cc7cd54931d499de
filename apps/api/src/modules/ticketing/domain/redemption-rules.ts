import type { LocalDate } from '@lianpiao/kernel';

import type { PassState } from './pass-state.js';
import { RefusalReason } from './refusal-reason.js';

/** The visits of one attraction: so far, on the latest day, and that business day. */
export interface VisitCount {
  readonly total: number;
  readonly thatDay: number;
  readonly day: LocalDate;
}

/** What a decision knows of a pass: the one locked row. A limit of null is no limit. */
export interface Pass {
  readonly state: PassState;
  readonly attractionIds: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly visitsTotal: number | null;
  readonly visitsPerAttraction: number | null;
  readonly visitsPerAttractionPerDay: number | null;
  readonly visitsUsed: number;
  readonly visits: ReadonlyMap<string, VisitCount>;
}

/** A holder at a gate. */
export interface Entry {
  readonly attractionId: string;
  readonly at: Date;
  readonly businessDay: LocalDate;
}

interface RefusalRule {
  readonly reason: RefusalReason;
  readonly applies: (pass: Pass, entry: Entry) => boolean;
}

/**
 * The rule book of a gate: the first rule that applies is the answer, none means come in. What ended the pass for good comes
 * before what another gate or another day would cure, and a limit of this attraction before one of the whole pass.
 * The hot path decides by the same table in SQL; `redeem-agreement.int.spec.ts` holds the two to each other.
 */
export const REFUSAL_RULES: readonly RefusalRule[] = [
  { reason: RefusalReason.REFUNDED, applies: (pass) => pass.state === 'refunded' },
  { reason: RefusalReason.REVOKED, applies: (pass) => pass.state === 'revoked' },
  {
    reason: RefusalReason.WRONG_ATTRACTION,
    applies: (pass, entry) => !pass.attractionIds.includes(entry.attractionId),
  },
  { reason: RefusalReason.NOT_YET_VALID, applies: (pass, entry) => entry.at < pass.notBefore },
  { reason: RefusalReason.EXPIRED, applies: (pass, entry) => pass.state === 'expired' || entry.at >= pass.notAfter },
  {
    reason: RefusalReason.ALREADY_VISITED,
    applies: (pass, entry) => reached(visitsHere(pass, entry), least(pass.visitsPerAttraction, pass.visitsTotal)),
  },
  {
    reason: RefusalReason.EXHAUSTED,
    applies: (pass) => pass.state === 'exhausted' || reached(pass.visitsUsed, visitsAllowed(pass)),
  },
  {
    reason: RefusalReason.DAILY_LIMIT,
    applies: (pass, entry) => reached(visitsThatDay(pass, entry), pass.visitsPerAttractionPerDay),
  },
];

/** Undefined: come in. */
export function refusalOf(pass: Pass, entry: Entry): RefusalReason | undefined {
  return REFUSAL_RULES.find((rule) => rule.applies(pass, entry))?.reason;
}

/** Visits in all: what the terms say, or what the limits of its attractions come to; null for no limit. */
export function visitsAllowed(
  pass: Pick<Pass, 'visitsTotal' | 'visitsPerAttraction' | 'attractionIds'>,
): number | null {
  const each = pass.visitsPerAttraction;
  return least(pass.visitsTotal, each === null ? null : each * pass.attractionIds.length);
}

/** The pass after an entry that no rule refused. */
export function afterVisit(pass: Pass, entry: Entry): Pass {
  const visitsUsed = pass.visitsUsed + 1;
  const count = { total: visitsHere(pass, entry) + 1, thatDay: visitsThatDay(pass, entry) + 1, day: entry.businessDay };
  return {
    ...pass,
    state: reached(visitsUsed, visitsAllowed(pass)) ? 'exhausted' : pass.state,
    visitsUsed,
    visits: new Map([...pass.visits, [entry.attractionId, count]]),
  };
}

function visitsHere(pass: Pass, { attractionId }: Entry): number {
  return pass.visits.get(attractionId)?.total ?? 0;
}

function visitsThatDay(pass: Pass, { attractionId, businessDay }: Entry): number {
  const count = pass.visits.get(attractionId);
  return count?.day === businessDay ? count.thatDay : 0;
}

function reached(visits: number, limit: number | null): boolean {
  return limit !== null && visits >= limit;
}

function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
