interface Share {
  readonly key: string;
  readonly weight: bigint;
  readonly remainder: bigint;
  amount: bigint;
}

/**
 * Splits `total` minor units by `weights` with largest remainders: every key gets the floor of its quota, and the units left
 * over go to the largest remainders; ties go to the larger weight, then to the smaller key. Sums exactly, each share is
 * within one unit of its quota, a negative total mirrors the positive one, a zero weight never receives a unit.
 * @throws RangeError on a negative weight, or when something is to be split among no weight at all
 */
export function allocate(total: bigint, weights: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const sign = total < 0n ? -1n : 1n;
  const amount = total * sign;
  const entries = [...weights];
  if (entries.some(([, weight]) => weight < 0n)) throw new RangeError('weights must not be negative');
  const sum = entries.reduce((left, [, weight]) => left + weight, 0n);
  if (sum === 0n && amount !== 0n) throw new RangeError('nobody to allocate to');
  const shares = entries.map(([key, weight]) => quota(key, weight, amount, sum));
  const left = amount - shares.reduce((given, share) => given + share.amount, 0n);
  for (const share of shares.toSorted(byRemainder).slice(0, Number(left))) share.amount += 1n;
  return new Map(shares.map((share) => [share.key, share.amount * sign]));
}

function quota(key: string, weight: bigint, amount: bigint, sum: bigint): Share {
  if (sum === 0n) return { key, weight, remainder: 0n, amount: 0n };
  return { key, weight, remainder: (amount * weight) % sum, amount: (amount * weight) / sum };
}

function byRemainder(a: Share, b: Share): number {
  if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
  if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
