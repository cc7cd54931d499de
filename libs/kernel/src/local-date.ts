/** A calendar date without a zone, 'YYYY-MM-DD' (ISO 8601). */
export type LocalDate = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the text is a date that exists. */
export function isLocalDate(value: string): boolean {
  const at = SHAPE.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The calendar date of an instant in a zone (IANA name). */
export function localDate(at: Date, timeZone: string): LocalDate {
  return wallClock(at, timeZone).slice(0, 10);
}

/** The trading day an instant belongs to: it begins at the cut-off (04:00 unless told), not at midnight. */
export function businessDate(at: Date, timeZone: string, cutOff = '04:00'): LocalDate {
  const wall = wallClock(at, timeZone);
  const day = wall.slice(0, 10);
  return wall.slice(11, 16) < cutOff ? addDays(day, -1) : day;
}

/** The instant a trading day begins. In a gap of daylight saving: the first instant after it. */
export function startOfBusinessDay(date: LocalDate, timeZone: string, cutOff = '04:00'): Date {
  return instantOf(date, cutOff, timeZone);
}

/** The instant a wall clock in a zone shows `date` and `time` ('HH:MM'); the earlier one where it does so twice. */
export function instantOf(date: LocalDate, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const wanted = `${date}T${time}:00`;
  const offsets = [offsetMs(new Date(asUtc - DAY_MS), timeZone), offsetMs(new Date(asUtc + DAY_MS), timeZone)];
  const candidates = offsets.map((offset) => new Date(asUtc - offset)).sort((a, b) => a.getTime() - b.getTime());
  const exact = candidates.find((candidate) => wallClock(candidate, timeZone) === wanted);
  return exact ?? candidates[1] ?? new Date(asUtc);
}

function offsetMs(at: Date, timeZone: string): number {
  const seconds = Math.floor(at.getTime() / 1000) * 1000;
  return Date.parse(`${wallClock(at, timeZone)}Z`) - seconds;
}

function wallClock(at: Date, timeZone: string): string {
  const part = Object.fromEntries(format(timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}T${part['hour'] ?? ''}:${part['minute'] ?? ''}:${part['second'] ?? ''}`;
}

function format(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}
