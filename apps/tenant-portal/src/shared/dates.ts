import { localDate } from '@lianpiao/kernel';

import { lastDayBefore } from './last-day.js';
import { useSpeech } from './speech.js';
import { useStorefront } from './storefront.js';

interface Dates {
  /** The region's date now. */
  readonly today: () => string;
  /** A date without a zone, e.g. of a visit. */
  readonly day: (date: string) => string;
  /** The same where there is little room, in its parts. */
  readonly shortDay: (date: string) => { readonly weekday: string; readonly number: string; readonly month: string };
  /** An instant, by the region's clock. */
  readonly moment: (instant: string) => string;
  /** The last day before an instant that ends a validity; with its time where it ends within a day. */
  readonly until: (instant: string) => string;
}

/** Dates as the reader writes them, by the region's calendar and not by the reader's. */
export function useDates(): Dates {
  const { locale } = useSpeech();
  const { timeZone } = useStorefront();
  const written = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(locale, options).format(at);
  const day = (date: string) => written({ dateStyle: 'long', timeZone: 'UTC' }, new Date(date));
  const moment = (instant: string) => written({ dateStyle: 'long', timeStyle: 'short', timeZone }, new Date(instant));
  return {
    today: () => localDate(new Date(), timeZone),
    day,
    shortDay: (date) => ({
      weekday: written({ weekday: 'short', timeZone: 'UTC' }, new Date(date)),
      number: String(Number(date.slice(-2))),
      month: written({ month: 'short', timeZone: 'UTC' }, new Date(date)),
    }),
    moment,
    until: (instant) => {
      const lastDay = lastDayBefore(instant, timeZone);
      return lastDay ? day(lastDay) : moment(instant);
    },
  };
}
