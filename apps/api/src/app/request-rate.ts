import type { Tenant } from '@lianpiao/authz';

const WINDOW_MS = 1_000;

interface Counted {
  readonly since: number;
  requests: number;
}

/** Counts each tenant's requests to this node in windows of a second; one tenant's rush is refused, not felt by the others. */
export class RequestRate {
  private readonly counted = new Map<string, Counted>();

  /** Whether one more fits the tenant's plan. Only tenants whose plan has a limit are counted. */
  admits({ id, limits }: Pick<Tenant, 'id' | 'limits'>, now: number): boolean {
    const most = limits?.requestsPerSecond ?? null;
    if (most === null) return true;
    const known = this.counted.get(id);
    if (!known || now - known.since >= WINDOW_MS || now < known.since) {
      this.counted.set(id, { since: now, requests: 1 });
      return true;
    }
    known.requests += 1;
    return known.requests <= most;
  }
}
