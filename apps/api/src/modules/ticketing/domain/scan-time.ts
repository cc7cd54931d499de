/** A gate's clock may be this wrong and still be believed. */
const TOLERATED_MS = 5 * 60_000;

/** When an online scan happened: the device's word when it is plausible, else ours. The decision always goes by ours. */
export function scanTime(claimed: Date, now: Date): Date {
  return Math.abs(now.getTime() - claimed.getTime()) <= TOLERATED_MS ? claimed : now;
}
