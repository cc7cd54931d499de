import type { SharedText } from '../../../shared/texts.js';
import type { Amount } from '../../../shared/price.js';

export interface Unit {
  readonly id: string;
  readonly type: SharedText;
  /** None where it is not sold that day. */
  readonly price?: Amount | null;
}

export interface Line {
  readonly unitId: string;
  readonly quantity: number;
  readonly visitDate: string | null;
}

export type Counts = Readonly<Record<string, number>>;

/** The most of one unit this form sells at once. */
export const MOST = 20;

/** One of what most people want. */
export function firstCounts(units: readonly Unit[]): Counts {
  const usual = units.find(({ type, price }) => type === 'ADULT' && price) ?? units.find(({ price }) => price);
  return usual ? { [usual.id]: 1 } : {};
}

/** A whole number the form sells, whatever was typed. */
export function within(count: number): number {
  return Number.isFinite(count) ? Math.min(Math.max(Math.trunc(count), 0), MOST) : 0;
}

export function linesOf(units: readonly Unit[], counts: Counts, visitDate: string | null): Line[] {
  return units
    .map(({ id }) => ({ unitId: id, quantity: counts[id] ?? 0, visitDate }))
    .filter(({ quantity }) => quantity > 0);
}

/** Undefined while nothing is chosen that has a price. */
export function totalOf(units: readonly Unit[], counts: Counts): Amount | undefined {
  const priced = units.flatMap(({ id, price }) => (price ? [{ price, count: BigInt(counts[id] ?? 0) }] : []));
  const [first] = priced;
  if (!first) return undefined;
  const minor = priced.reduce((sum, { price, count }) => sum + BigInt(price.minor) * count, 0n);
  return { minor: String(minor), currency: first.price.currency };
}
