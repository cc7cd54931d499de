import { parseDuration } from '@lianpiao/kernel';

import type { Values } from '../../shared/language.js';
import type { CatalogText } from './texts.js';

/** A sentence to say, and what to put into it; `period` is an ISO 8601 duration. */
export interface Term {
  readonly text: CatalogText;
  readonly values?: Values;
  readonly period?: string;
}

export interface Terms {
  readonly dated: boolean;
  readonly attractions: readonly object[];
  readonly visits: {
    readonly total?: number | null;
    readonly perAttraction?: number | null;
    readonly perAttractionPerDay?: number | null;
  };
  readonly validity: {
    readonly clock: 'CALENDAR_DAYS' | 'BUSINESS_DAYS' | 'ROLLING';
    readonly starts: 'FIRST_USE' | 'PURCHASE' | 'VISIT_DATE';
    readonly period: string;
    readonly activateWithin?: string | null;
  };
}

/** What a product gives, in one sentence. */
export function scopeOf({ attractions: { length: count }, visits: { total, perAttraction } }: Terms): Term {
  if (!total) return { text: 'manyOf', values: { count } };
  if (total < count) return { text: 'anyOf', values: { visits: total, count } };
  if (total === 1) return { text: 'oneEntry' };
  if (total === count && perAttraction === 1) return { text: 'eachOf', values: { count } };
  return { text: 'visitsOf', values: { visits: total, count } };
}

/** Everything a buyer should know before paying, the most important first. */
export function termsOf(terms: Terms): Term[] {
  const { perAttraction, perAttractionPerDay } = terms.visits;
  const scope = scopeOf(terms);
  const limits =
    scope.text === 'eachOf' || scope.text === 'oneEntry'
      ? []
      : [...often('Attraction', perAttraction), ...often('Day', perAttractionPerDay)];
  return [scope, ...limits, ...validityOf(terms), { text: 'refundable' }];
}

function often(each: 'Attraction' | 'Day', times: number | null | undefined): Term[] {
  if (!times) return [];
  return times === 1 ? [{ text: `oncePer${each}` }] : [{ text: `timesPer${each}`, values: { times } }];
}

function validityOf({ validity: { clock, starts, period, activateWithin } }: Terms): Term[] {
  if (starts === 'PURCHASE') return [{ text: 'validFromPurchase', period }];
  if (starts === 'VISIT_DATE') return [isOneDay(period) ? { text: 'validOnDate' } : { text: 'validFromDate', period }];
  const text = clock === 'ROLLING' ? 'validFromFirstUseExactly' : 'validFromFirstUse';
  const within: Term[] = activateWithin ? [{ text: 'activateWithin', period: activateWithin }] : [];
  return [{ text, period }, ...within];
}

export function isOneDay(period: string): boolean {
  const { months, days, ms } = parseDuration(period);
  return months === 0 && days === 1 && ms === 0;
}
