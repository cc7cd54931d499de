import type { Change } from './changes.js';

const ADDRESS = /([^\s@<>,;:"'()]?)[^\s@<>,;:"'()]*@([^\s@<>,;:"'()]+)/gu;

/**
 * E-mail addresses cut to what the list of staff shows. By what a value looks like and not by the name of its field:
 * a fact that a module adds later is masked without anybody thinking of it.
 */
export function maskedText(text: string): string {
  return text.replace(ADDRESS, '$1***@$2');
}

export function maskedChange({ field, before, after }: Change): Change {
  const masked = (value: string | null) => (value === null ? null : maskedText(value));
  return { field, before: masked(before), after: masked(after) };
}
