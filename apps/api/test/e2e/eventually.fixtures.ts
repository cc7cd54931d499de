import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 50;

/** Looks again and again until what is seen holds. @throws Error with what was seen last when the time is up */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(seen)}`);
    await pause(EVERY_MS);
  }
}
