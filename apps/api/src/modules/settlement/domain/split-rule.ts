import { applyRate, encodeStored, InvalidInput, PPM } from '@lianpiao/kernel';
import { createHash } from 'node:crypto';

export const SPLIT_METHODS = [
  'PER_VISIT_EQUAL',
  'PER_VISIT_GATE_WEIGHTED',
  'AT_CLOSE_EQUAL',
  'AT_CLOSE_GATE_WEIGHTED',
] as const;
/**
 * How what is left of a pass after the authority's part is divided. Equal among the visited is the Shapley value of a museum
 * pass (Ginsburgh & Zang 2003), by gate price its weighted form (Bergantinos & Moreno-Ternero 2015).
 */
export type SplitMethod = (typeof SPLIT_METHODS)[number];

export const UNUSED_POLICIES = ['VISITED_SHARE', 'AUTHORITY', 'FUND'] as const;
/** Who gets what a pass was not used for. */
export type UnusedPolicy = (typeof UNUSED_POLICIES)[number];

/** The contract term a sale freezes. Rates are parts per million of the price the channel paid us. */
export interface SplitDefinition {
  readonly method: SplitMethod;
  readonly commissionPpm: number;
  readonly fundPpm: number;
  readonly unused: UnusedPolicy;
}

/** What a tenant starts with: equal shares of 92 %, unused visits to those visited. */
export const DEFAULT_RULE: SplitDefinition = {
  method: 'PER_VISIT_EQUAL',
  commissionPpm: 80_000,
  fundPpm: 0,
  unused: 'VISITED_SHARE',
};

/** The parts of one pass's price; they sum to it exactly. */
export interface PriceParts {
  readonly base: bigint;
  readonly commission: bigint;
  readonly fund: bigint;
}

export function partsOf(priceMinor: bigint, { commissionPpm, fundPpm }: SplitDefinition): PriceParts {
  const commission = applyRate(priceMinor, BigInt(commissionPpm));
  const fund = applyRate(priceMinor, BigInt(fundPpm));
  return { commission, fund, base: priceMinor - commission - fund };
}

/** @throws InvalidInput naming the rate */
export function assertDefinition({ commissionPpm, fundPpm }: SplitDefinition): void {
  const whole = Number(PPM);
  if (!isRate(commissionPpm)) throw new InvalidInput('definition.commissionPpm', 'range', `0..${whole}`);
  // One unit of rounding each must still fit into the price: together the rates stay below the whole.
  if (!isRate(fundPpm) || commissionPpm + fundPpm >= whole)
    throw new InvalidInput('definition.fundPpm', 'range', `0..${whole - 1 - commissionPpm}`);
}

/** Fingerprint of a definition; it stands on every journal the rule shaped. */
export function definitionHash(definition: SplitDefinition): string {
  return createHash('sha256').update(encodeStored(definition)).digest('hex');
}

function isRate(ppm: number): boolean {
  return Number.isInteger(ppm) && ppm >= 0 && ppm <= Number(PPM);
}
