const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows: milliseconds since 1970-01-01T00:00 as if the zone were UTC. */
export type WallMs = number;

/** What the wall clocks of a zone (IANA name) show at an instant. */
export function wallClock(at: Date, timeZone: string): WallMs {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format(timeZone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const belowSecond = at.getTime() - Math.floor(at.getTime() / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + belowSecond;
}

/**
 * The instant at which the wall clocks of a zone show `wall`: the earlier one where they do so twice, and the first instant
 * after the gap where daylight saving skips it.
 */
export function atWallClock(wall: WallMs, timeZone: string): Date {
  const [earlier, later] = candidates(wall, timeZone);
  const exact = [earlier, later].find((candidate) => shows(candidate, wall, timeZone));
  return new Date(exact ?? firstAfterGap(earlier, later, timeZone));
}

/**
 * The same, to the advantage of whoever may stay until then: the later one of two, and as far behind the gap as `wall` is in
 * it. This is how Postgres reads a timestamp `AT TIME ZONE`.
 */
export function lastAtWallClock(wall: WallMs, timeZone: string): Date {
  const [earlier, later] = candidates(wall, timeZone);
  return new Date(shows(earlier, wall, timeZone) && !shows(later, wall, timeZone) ? earlier : later);
}

/** A zone changes its offset at most once in two days, so the right one is that of the day before or of the day after. */
function candidates(wall: WallMs, timeZone: string): readonly [earlier: number, later: number] {
  const before = wall - offsetMs(wall - DAY_MS, timeZone);
  const after = wall - offsetMs(wall + DAY_MS, timeZone);
  return [Math.min(before, after), Math.max(before, after)];
}

function shows(at: number, wall: WallMs, timeZone: string): boolean {
  return at + offsetMs(at, timeZone) === wall;
}

/** Halves the span in which the offset changes until the change is found to the millisecond. */
function firstAfterGap(from: number, to: number, timeZone: string): number {
  const offsetAfter = offsetMs(to, timeZone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, timeZone) === offsetAfter) high = middle;
    else low = middle;
  }
  return high;
}

function offsetMs(at: number, timeZone: string): number {
  return wallClock(new Date(at), timeZone) - at;
}

/** Making one costs a hundred times more than using it. */
function format(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  const made = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', calendar: 'iso8601', ...numeric });
  formats.set(timeZone, made);
  return made;
}
