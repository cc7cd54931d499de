import { allocate } from '@lianpiao/kernel';

import { partsOf, type PriceParts, type SplitDefinition } from './split-rule.js';

/** The frozen terms one pass is split by. */
export interface PassPlan {
  readonly priceMinor: bigint;
  /** Null: as many as the holder likes. */
  readonly visitsTotal: number | null;
  readonly definition: SplitDefinition;
  /** Attraction code to its gate price at the sale. */
  readonly gatePrices: ReadonlyMap<string, bigint>;
}

/** Visits so far by attraction code. */
export type Visits = ReadonlyMap<string, number>;

/** What leaves the pass's liability, and to whom: the shares are the attractions', by code. */
export interface Split {
  readonly shares: ReadonlyMap<string, bigint>;
  readonly commission: bigint;
  readonly fund: bigint;
  readonly breakage: bigint;
}

export type CloseReason = 'exhausted' | 'expired' | 'revoked';

const NOTHING: Split = { shares: new Map(), commission: 0n, fund: 0n, breakage: 0n };

/**
 * What one visit accrues at once. Of a pass for k visits each takes the floor of a k-th of every part; by gate price it takes the
 * attraction's own allocation. Passes without a count, and rules that decide at the end, accrue nothing until then. No
 * visit looks at another, so that the sum over a set of visits is the same in every order.
 */
export function visitSplit(plan: PassPlan, attraction: string): Split {
  const { definition, visitsTotal } = plan;
  if (visitsTotal === null || definition.method.startsWith('AT_CLOSE')) return NOTHING;
  const parts = partsOf(plan.priceMinor, definition);
  if (definition.method === 'PER_VISIT_GATE_WEIGHTED') return ownAllocation(plan, parts, attraction);
  const k = BigInt(visitsTotal);
  return {
    shares: new Map([[attraction, parts.base / k]]),
    commission: parts.commission / k,
    fund: parts.fund / k,
    breakage: 0n,
  };
}

/**
 * What the end of a pass still has to move, so that in all its price has gone out to the fen and every attraction has its
 * canonical share: a function of the visits alone, whatever their order.
 */
export function closingSplit(plan: PassPlan, visits: Visits, reason: CloseReason): Split {
  return difference(finalSplit(plan, visits, reason), accruedSplit(plan, visits));
}

/** Everything that left the liability by visits so far. */
export function accruedSplit(plan: PassPlan, visits: Visits): Split {
  return [...visits].reduce((sum, [code, count]) => {
    const one = visitSplit(plan, code);
    return Array.from({ length: count }).reduce<Split>((left) => added(left, one), sum);
  }, NOTHING);
}

/** Where the price of a closed pass has gone in the end. */
export function finalSplit(plan: PassPlan, visits: Visits, reason: CloseReason): Split {
  const { priceMinor, definition } = plan;
  const unused = reason === 'revoked' ? 'AUTHORITY' : definition.unused;
  if (visits.size === 0) {
    const kept = unused === 'FUND' ? { fund: priceMinor } : { breakage: priceMinor };
    return { ...NOTHING, ...kept };
  }
  const parts = partsOf(priceMinor, definition);
  if (unused === 'VISITED_SHARE' || isUsedUp(plan, visits)) {
    return {
      shares: allocate(parts.base, weightsOf(plan, [...visits.keys()])),
      commission: parts.commission,
      fund: parts.fund,
      breakage: 0n,
    };
  }
  const used = usedPart(plan, parts, visits);
  const rest = priceMinor - total(used);
  return unused === 'FUND' ? { ...used, fund: used.fund + rest } : { ...used, breakage: rest };
}

/** Sum of all that a split moves. */
export function total({ shares, commission, fund, breakage }: Split): bigint {
  return [...shares.values()].reduce((sum, share) => sum + share, commission + fund + breakage);
}

/** A pass without a count is never left unused once it has been used. */
function isUsedUp({ visitsTotal }: PassPlan, visits: Visits): boolean {
  return visitsTotal === null || countOf(visits) >= visitsTotal;
}

/** The part the visits made have earned. */
function usedPart(plan: PassPlan, { base, commission, fund }: PriceParts, visits: Visits): Split {
  if (!plan.definition.method.startsWith('AT_CLOSE')) return accruedSplit(plan, visits);
  const made = BigInt(countOf(visits));
  const k = BigInt(plan.visitsTotal ?? 1);
  const shares = allocate((base * made) / k, weightsOf(plan, [...visits.keys()]));
  return { shares, commission: (commission * made) / k, fund: (fund * made) / k, breakage: 0n };
}

function ownAllocation(plan: PassPlan, { base, commission, fund }: PriceParts, attraction: string): Split {
  const weights = weightsOf(plan, [...plan.gatePrices.keys()]);
  const own = (part: bigint) => allocate(part, weights).get(attraction) ?? 0n;
  return { shares: new Map([[attraction, own(base)]]), commission: own(commission), fund: own(fund), breakage: 0n };
}

/** By gate price where the rule says so and any of them asks one; equal otherwise. */
function weightsOf({ definition, gatePrices }: PassPlan, codes: readonly string[]): Map<string, bigint> {
  const priced = codes.map((code) => [code, gatePrices.get(code) ?? 0n] as const);
  const byGate = definition.method.endsWith('GATE_WEIGHTED') && priced.some(([, price]) => price > 0n);
  return new Map(priced.map(([code, price]) => [code, byGate ? price : 1n]));
}

function countOf(visits: Visits): number {
  return [...visits.values()].reduce((sum, count) => sum + count, 0);
}

function added(a: Split, b: Split): Split {
  return combined(a, b, (x, y) => x + y);
}

function difference(a: Split, b: Split): Split {
  return combined(a, b, (x, y) => x - y);
}

function combined(a: Split, b: Split, of: (x: bigint, y: bigint) => bigint): Split {
  const codes = new Set([...a.shares.keys(), ...b.shares.keys()]);
  return {
    shares: new Map([...codes].map((code) => [code, of(a.shares.get(code) ?? 0n, b.shares.get(code) ?? 0n)])),
    commission: of(a.commission, b.commission),
    fund: of(a.fund, b.fund),
    breakage: of(a.breakage, b.breakage),
  };
}
