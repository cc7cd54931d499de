import { check } from '@lianpiao/graphql';
import { addDays, InvalidInput, isLocalDate, type LocalDate } from '@lianpiao/kernel';

import type { Contact } from './order.js';

/** What a buyer asks for, as it came in. */
export interface WantedLine {
  readonly unitId: string;
  readonly quantity: number;
  readonly visitDate?: LocalDate | null;
}

export interface WantedContact {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
}

const MOST_LINES = 20;
const MOST_UNITS = 100;
const FURTHEST_DAYS = 366;

/** @throws InvalidInput naming the line and its field */
export function assertLines(lines: readonly WantedLine[], today: LocalDate): void {
  if (lines.length === 0) throw new InvalidInput('lines', 'required');
  if (lines.length > MOST_LINES) throw new InvalidInput('lines', 'length', String(MOST_LINES));
  lines.forEach(({ quantity, visitDate }, index) => {
    check.range(`lines.${index}.quantity`, quantity, 1, MOST_UNITS);
    if (visitDate !== undefined && visitDate !== null) assertVisitDate(`lines.${index}.visitDate`, visitDate, today);
  });
}

function assertVisitDate(field: string, visitDate: LocalDate, today: LocalDate): void {
  const latest = addDays(today, FURTHEST_DAYS);
  if (!isLocalDate(visitDate)) throw new InvalidInput(field, 'format', 'YYYY-MM-DD');
  if (visitDate < today || visitDate > latest) throw new InvalidInput(field, 'range', `${today}..${latest}`);
}

/** @throws InvalidInput naming the field */
export function contactOf(wanted: WantedContact | null | undefined): Contact {
  const optional = (field: string, value: string | null | undefined, max: number) =>
    value ? check.optionalText(`contact.${field}`, value, max) : null;
  const email = optional('email', wanted?.email, 254);
  const phone = optional('phone', wanted?.phone, 20);
  if (email) check.pattern('contact.email', email, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'e-mail address');
  if (phone) check.pattern('contact.phone', phone, /^\+?[0-9 -]{5,20}$/, 'telephone number');
  return { name: optional('name', wanted?.name, 80), email, phone };
}
