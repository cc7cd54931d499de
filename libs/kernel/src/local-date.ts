import { atWallClock, wallClock } from './wall-clock.js';

/** A calendar date without a zone, 'YYYY-MM-DD' (ISO 8601). */
export type LocalDate = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Whether the text is a date that exists. */
export function isLocalDate(value: string): boolean {
  const at = SHAPE.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** @throws RangeError when the answer is not a date of the years 0 to 9999 */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS);
}

/** The calendar date of an instant in a zone (IANA name). */
export function localDate(at: Date, timeZone: string): LocalDate {
  return dateOf(wallClock(at, timeZone));
}

/**
 * The trading day an instant belongs to: it begins at the cut-off ('HH:MM', 04:00 unless told), not at midnight. Days follow
 * each other without gap or overlap, also where daylight saving moves the cut-off itself.
 */
export function businessDate(at: Date, timeZone: string, cutOff = '04:00'): LocalDate {
  const day = localDate(at, timeZone);
  return at < startOfBusinessDay(day, timeZone, cutOff) ? addDays(day, -1) : day;
}

/** The instant a trading day begins. In a gap of daylight saving: the first instant after it. */
export function startOfBusinessDay(date: LocalDate, timeZone: string, cutOff = '04:00'): Date {
  return instantOf(date, cutOff, timeZone);
}

/**
 * The instant a wall clock in a zone shows `date` and `time` ('HH:MM'): the earlier one where it does so twice, the first
 * after the gap where it never does.
 */
export function instantOf(date: LocalDate, time: string, timeZone: string): Date {
  return atWallClock(Date.parse(`${date}T${time}:00Z`), timeZone);
}

function dateOf(utcMs: number): LocalDate {
  const text = new Date(utcMs).toISOString();
  if (!/^\d{4}-/.test(text)) throw new RangeError('not a date of four-digit years');
  return text.slice(0, 10);
}
