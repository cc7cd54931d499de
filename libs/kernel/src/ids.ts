import { v7, validate } from 'uuid';

/** An opaque identifier; `Kind` keeps an order's from being passed for a pass's where a signature names it. */
export type Id<Kind extends string> = string & { readonly __id?: Kind };

/** A new UUID version 7 (RFC 9562): made by the application, sortable by time of creation. */
export function newId(): string {
  return v7();
}

/** Whether the text is a UUID in the form we issue (lower case). */
export function isId(value: string): boolean {
  return validate(value) && value === value.toLowerCase();
}
