import {
  addCalendar,
  addDuration,
  businessDate,
  instantOf,
  localDate,
  parseDuration,
  startOfBusinessDay,
  type LocalDate,
} from '@lianpiao/kernel';

import type { EntitlementTerms } from '../../catalog/index.js';

/** How a tenant counts its days. */
export interface TradingDay {
  readonly timeZone: string;
  readonly cutOff: string;
}

/** Entry is allowed from the first instant until just before the second. */
export interface ValidityWindow {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface Sale {
  readonly paidAt: Date;
  /** Of a dated product. */
  readonly visitDate: LocalDate | null;
}

type Period = Pick<EntitlementTerms, 'validityClock' | 'validityPeriod'>;

/** Terms that name no latest first use get a year: no entitlement, and no liability for it, may be open for ever. */
const LONGEST_WAIT = 'P1Y';

/** The window printed on a ticket when it is issued; the first use may end it earlier. */
export function issueWindow(terms: EntitlementTerms, sale: Sale, day: TradingDay): ValidityWindow {
  if (terms.validityStarts === 'visit_date' && sale.visitDate !== null) {
    const notBefore = startOfDate(sale.visitDate, terms, day);
    return { notBefore, notAfter: validityEnd(notBefore, terms, day) };
  }
  if (terms.validityStarts === 'first_use') {
    const startsItself = addDuration(sale.paidAt, parseDuration(terms.activateWithin ?? LONGEST_WAIT), day.timeZone);
    return { notBefore: sale.paidAt, notAfter: validityEnd(startsItself, terms, day) };
  }
  return { notBefore: sale.paidAt, notAfter: validityEnd(sale.paidAt, terms, day) };
}

/** The end after a first use at `usedAt`; never later than what the ticket says. */
export function endAfterFirstUse(
  notAfter: Date,
  terms: Period & Pick<EntitlementTerms, 'validityStarts'>,
  usedAt: Date,
  day: TradingDay,
): Date {
  if (terms.validityStarts !== 'first_use') return notAfter;
  const end = validityEnd(usedAt, terms, day);
  return end < notAfter ? end : notAfter;
}

/** When a validity that starts at `start` ends. Days of the calendar and of business count the first day as one. */
export function validityEnd(
  start: Date,
  { validityClock, validityPeriod }: Period,
  { timeZone, cutOff }: TradingDay,
): Date {
  const period = parseDuration(validityPeriod, 'validityPeriod');
  if (validityClock === 'rolling') return addDuration(start, period, timeZone);
  if (validityClock === 'business_days') {
    const lastDay = addCalendar(businessDate(start, timeZone, cutOff), period);
    return startOfBusinessDay(lastDay, timeZone, cutOff);
  }
  return instantOf(addCalendar(localDate(start, timeZone), period), '00:00', timeZone);
}

function startOfDate(date: LocalDate, { validityClock }: Period, { timeZone, cutOff }: TradingDay): Date {
  return validityClock === 'business_days'
    ? startOfBusinessDay(date, timeZone, cutOff)
    : instantOf(date, '00:00', timeZone);
}
