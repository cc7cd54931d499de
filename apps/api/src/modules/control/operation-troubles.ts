import { isOutage } from '@lianpiao/db';
import { DomainFailure, errorName } from '@lianpiao/kernel';

import { IdentityUnavailable } from '../identity/index.js';
import { MoveUnderWay } from '../tenancy/index.js';
import type { OperationFailure } from './domain/operation.js';

/** Another process has taken the operation up: what comes of this attempt counts no more. */
export class LeaseLost extends Error {
  constructor() {
    super('another process has taken the operation up');
    this.name = 'LeaseLost';
  }
}

/** Waited out, however long it takes: neither the operation's fault nor anything it could do about. */
export function passesByItself(error: unknown): boolean {
  // Another attempt at the same move, which a process that lost its lease has not left yet.
  return error instanceof MoveUnderWay || error instanceof IdentityUnavailable || isOutage(error);
}

/** What can be told of it without telling of anybody: a failure's own fields are safe, of anything else class and code are. */
export function troubleOf(error: unknown): OperationFailure {
  if (error instanceof DomainFailure) return { code: error.code, detail: fieldsOf(error) };
  if (error instanceof IdentityUnavailable) return { code: 'IDENTITY_UNAVAILABLE', detail: null };
  if (isOutage(error)) return { code: 'DATABASE_UNAVAILABLE', detail: null };
  return { code: 'INTERNAL', detail: errorName(error) };
}

/** No other attempt could end otherwise. */
export function isFinal(error: unknown): boolean {
  return error instanceof DomainFailure && !passesByItself(error);
}

function fieldsOf(failure: DomainFailure): string | null {
  const fields = Object.entries(failure)
    .filter(([name, value]) => name !== 'code' && typeof value === 'string')
    .map(([name, value]) => `${name}: ${String(value)}`);
  return fields.join(', ') || null;
}
