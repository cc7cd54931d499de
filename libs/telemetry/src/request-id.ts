import { randomUUID } from 'node:crypto';

const SANE = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's request id where it is a sane one, else a new one. */
export function requestId(inbound: string | string[] | undefined): string {
  return typeof inbound === 'string' && SANE.test(inbound) ? inbound : randomUUID();
}
