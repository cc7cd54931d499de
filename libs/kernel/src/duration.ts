import { InvalidInput } from './failures.js';
import { addDays, type LocalDate } from './local-date.js';
import { lastAtWallClock, wallClock } from './wall-clock.js';

/** An ISO 8601 duration as products use them: years, months, weeks and days of the calendar, and exact time. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

const SHAPE =
  /^P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;

/** Nothing sold lives longer, and a date stays one of four-digit years. */
const LONGEST_YEARS = 100;
const DAY_MS = 86_400_000;

/** @throws InvalidInput when the text is not a duration longer than nothing and up to a hundred years */
export function parseDuration(text: string, field = 'duration'): Duration {
  const match = SHAPE.exec(text);
  if (!match) throw new InvalidInput(field, 'format', 'ISO 8601 duration');
  const groups: readonly (string | undefined)[] = match.slice(1);
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = groups.map((n) =>
    Number(n ?? 0),
  );
  const duration = {
    months: years * 12 + months,
    days: weeks * 7 + days,
    ms: ((hours * 60 + minutes) * 60 + seconds) * 1000,
  };
  if (duration.months + duration.days + duration.ms === 0) throw new InvalidInput(field, 'range', '> 0');
  if (yearsOf(duration) > LONGEST_YEARS) throw new InvalidInput(field, 'range', `<= P${LONGEST_YEARS}Y`);
  return duration;
}

/** Adds months (the day clipped to the month's last) and days to a date. */
export function addCalendar(date: LocalDate, duration: Duration): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + duration.months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return addDays(first.toISOString().slice(0, 10), duration.days);
}

/** Adds a duration to an instant: the calendar part by the zone's wall clock, then the exact time. As Postgres adds an interval. */
export function addDuration(at: Date, duration: Duration, timeZone: string): Date {
  if (duration.months + duration.days === 0) return new Date(at.getTime() + duration.ms);
  const wall = wallClock(at, timeZone);
  const date = new Date(wall).toISOString().slice(0, 10);
  const sinceMidnight = wall - Date.parse(date);
  const later = lastAtWallClock(Date.parse(addCalendar(date, duration)) + sinceMidnight, timeZone);
  return new Date(later.getTime() + duration.ms);
}

function yearsOf({ months, days, ms }: Duration): number {
  return months / 12 + (days + ms / DAY_MS) / 365;
}
