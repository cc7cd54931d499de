import { localDate, type LocalDate } from '@lianpiao/kernel';

/** The last day before an instant, in a zone; undefined where the instant is not the end of a day. */
export function lastDayBefore(instant: string, timeZone: string): LocalDate | undefined {
  const end = Date.parse(instant);
  const lastDay = localDate(new Date(end - 1), timeZone);
  return lastDay === localDate(new Date(end), timeZone) ? undefined : lastDay;
}
