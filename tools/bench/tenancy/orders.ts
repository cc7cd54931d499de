/** Says which of the tenants, by its number from 0, is next. */
export type Order = () => number;

/**
 * The busier a tenant, the likelier: Zipf's law, by which the second of a fleet has half the visitors of the first, the third a third.
 * Exponent as in YCSB's default load (Cooper et al., "Benchmarking Cloud Serving Systems with YCSB", SoCC 2010).
 */
const EXPONENT = 0.99;

/** As often as tenants are busy. */
export function asBusy(tenants: number, random: () => number = Math.random): Order {
  const shares = busyShares(tenants);
  const upTo = new Float64Array(tenants);
  shares.reduce((sum, share, at) => (upTo[at] = sum + share), 0);
  return () => Math.min(firstAbove(upTo, random()), tenants - 1);
}

/** One after another, as if all were equally busy: the worst order there is for a cache. */
export function inTurn(tenants: number): Order {
  let next = 0;
  return () => next++ % tenants;
}

/** What part of all work is each tenant's, the busiest first. */
export function busyShares(tenants: number): number[] {
  const weights = Array.from({ length: tenants }, (_, at) => (at + 1) ** -EXPONENT);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / whole);
}

function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 1) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
