import type { StoredFacts } from '../persistence/audit-repository.js';

export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The fields in which two states of a subject differ, as text, in the order in which they first appear. */
export function changesBetween(before: StoredFacts | null, after: StoredFacts | null): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

function textOf(value: StoredFacts[string] | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return value.join(', ');
  return String(value);
}
