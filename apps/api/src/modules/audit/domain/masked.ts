import { mask } from '@lianpiao/graphql';

/** Facts that are what a person is called; the other names are of products and companies. */
const NAMES_OF_PEOPLE = new Set(['displayName']);

/**
 * A fact without the addresses and telephone numbers in it. By what a value looks like and not by the name of its field: a fact
 * that a module adds later is masked without anybody thinking of it.
 */
export function maskedFact(field: string, value: string): string {
  return NAMES_OF_PEOPLE.has(field) ? mask.name(value) : mask.text(value);
}
