import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until it is so; false when it is not by then. */
export async function within(ms: number, isSo: () => Promise<boolean>, everyMs = 10): Promise<boolean> {
  const until = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > until) return false;
    await wait(everyMs);
  }
  return true;
}
