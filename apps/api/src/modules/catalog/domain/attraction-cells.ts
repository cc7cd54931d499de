import { hasUnmeant, InvalidInput, parseMoney, type Currency } from '@lianpiao/kernel';

import { type ImportErrorCode } from './import-error.js';

/** A cell that cannot be taken, and why. */
export class Refused {
  constructor(readonly code: ImportErrorCode) {}
}

/** Reads a cell that is not empty, trimmed and in Unicode's composed form. */
export type Cell<T> = (text: string) => T | Refused;

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** U+FFFD too: it is what a careless conversion leaves of a character it did not know. */
const NEVER_MEANT = /[\p{Cc}\uFFFD]/u;
const DEAREST_MINOR = 10n ** 12n;

export function text(longest: number): Cell<string> {
  return (value) => {
    if (NEVER_MEANT.test(value) || hasUnmeant(value)) return new Refused('BAD_CHARACTER');
    return value.length > longest ? new Refused('TOO_LONG') : value;
  };
}

export function code(longest: number): Cell<string> {
  const shape = new RegExp(`^[a-z0-9][a-z0-9_-]{0,${longest - 1}}$`);
  return (value) => (shape.test(value) ? value : new Refused('BAD_CODE'));
}

/** Degrees with six digits after the point (0.1 m), as text: a float would not come back as it was written. */
export function degrees(limit: number): Cell<string> {
  return (value) => {
    if (!NUMBER.test(value)) return new Refused('NOT_A_NUMBER');
    return Math.abs(Number(value)) > limit ? new Refused('OUT_OF_RANGE') : Number(value).toFixed(6);
  };
}

export function count(most: number): Cell<number> {
  return (value) => {
    if (!NUMBER.test(value)) return new Refused('NOT_A_NUMBER');
    return /^\d+$/.test(value) && Number(value) <= most ? Number(value) : new Refused('OUT_OF_RANGE');
  };
}

export function price(currency: Currency): Cell<bigint> {
  return (value) => {
    if (!NUMBER.test(value)) return new Refused('NOT_A_NUMBER');
    try {
      const { minor } = parseMoney(value, currency);
      return minor < 0n || minor > DEAREST_MINOR ? new Refused('OUT_OF_RANGE') : minor;
    } catch (error) {
      if (error instanceof InvalidInput) return new Refused('OUT_OF_RANGE');
      throw error;
    }
  };
}

/** 'HH:MM' of the attraction's day. */
export const time: Cell<string> = (value) => (TIME.test(value) ? value : new Refused('BAD_TIME'));

export const yesOrNo: Cell<boolean> = (value) => {
  if (value !== 'true' && value !== 'false') return new Refused('NOT_A_BOOLEAN');
  return value === 'true';
};
