import { DomainFailure } from '@lianpiao/kernel';
import { setTimeout as wait } from 'node:timers/promises';

import { sqlState } from './retry.js';
import type { TenantScope } from './scope.js';
import type { ControlTx } from './transaction.js';

/** Where the directory says, at this moment, that a tenant lives. */
export type FindPlacement = (tx: ControlTx, tenantId: string) => Promise<TenantScope | undefined>;

/** The tenant is between two cells, for longer than a request may wait. Nothing was done; the same request may be sent again. */
export class TenantMoving extends DomainFailure {
  readonly code = 'TENANT_MOVING';
}

/** The transaction could not begin: the tenant's role may not, or does not exist, here. */
export class BeginRefused extends Error {
  constructor(override readonly cause: unknown) {
    super('the transaction was refused');
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';
const INVALID_PARAMETER_VALUE = '22023';
const PATIENCE_MS = 3_000;
const PAUSE_MS = 15;

export function beginFailure(cause: unknown): unknown {
  const state = sqlState(cause);
  return state === INSUFFICIENT_PRIVILEGE || state === INVALID_PARAMETER_VALUE ? new BeginRefused(cause) : cause;
}

/**
 * Runs work where the tenant lives. The caller's placement may be stale: the cell a tenant has left, or is leaving, refuses to begin; the
 * directory is asked again until a cell lets it in.
 * @throws TenantMoving
 */
export async function whereItLives<T>(
  stale: TenantScope,
  look: (() => Promise<TenantScope | undefined>) | undefined,
  work: (scope: TenantScope) => Promise<T>,
): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  let scope = stale;
  for (;;) {
    try {
      return await work(scope);
    } catch (error) {
      if (!(error instanceof BeginRefused)) throw error;
      const found = await look?.();
      if (!found) throw error.cause;
      if (performance.now() > until) throw new TenantMoving();
      scope = found;
    }
    await wait(PAUSE_MS);
  }
}
