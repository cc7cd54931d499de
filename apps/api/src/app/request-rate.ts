import type { Tenant } from '@lianpiao/authz';

/** A part of a tenant's requests of this second, taken from what all nodes have together. */
export interface Portion {
  readonly requests: number;
  /** How long the second still lasts. */
  readonly forMs: number;
  /** Nothing more is to be had in this second. */
  readonly last: boolean;
}
export type TakePortion = (tenantId: string, wanted: number, most: number) => Promise<Portion>;

const WINDOW_MS = 1_000;
/** Portions a second is taken in: what a node took and does not use is lost to the others. */
const PORTIONS = 10;

interface Share {
  left: number;
  /** On the monotonic clock. */
  until: number;
  last: boolean;
  taking: Promise<void> | undefined;
}

/**
 * Holds each tenant to its plan's requests a second, over all nodes: one tenant's rush is refused, not felt by the others. A node counts
 * what it has taken beforehand, so that a request waits for nobody but now and then for the next portion.
 */
export class RequestRate {
  private readonly shares = new Map<string, Share>();

  constructor(private readonly takePortion: TakePortion) {}

  /** Whether one more fits the tenant's plan. Only tenants whose plan has a limit are counted. */
  async admits({ id, limits }: Pick<Tenant, 'id' | 'limits'>): Promise<boolean> {
    const most = limits?.requestsPerSecond ?? null;
    if (most === null) return true;
    const share = this.shareOf(id);
    for (;;) {
      const lasts = performance.now() < share.until;
      if (lasts && share.left > 0) break;
      if (lasts && share.last) return false;
      await this.refill(share, id, most);
    }
    share.left -= 1;
    if (!share.last && share.left < Math.floor(portionOf(most) / 2)) void this.refill(share, id, most);
    return true;
  }

  private shareOf(id: string): Share {
    const known = this.shares.get(id) ?? { left: 0, until: 0, last: false, taking: undefined };
    this.shares.set(id, known);
    return known;
  }

  /** Requests that meet wait for one portion. */
  private refill(share: Share, id: string, most: number): Promise<void> {
    share.taking ??= this.take(share, id, most).finally(() => (share.taking = undefined));
    return share.taking;
  }

  private async take(share: Share, id: string, most: number): Promise<void> {
    const since = performance.now();
    // Where nobody can be asked the node counts alone, for this second.
    const alone: Portion = { requests: most, forMs: WINDOW_MS, last: true };
    const { requests, forMs, last } = await this.takePortion(id, portionOf(most), most).catch(() => alone);
    const kept = performance.now() < share.until ? share.left : 0;
    Object.assign(share, { left: kept + requests, until: since + forMs, last });
  }
}

function portionOf(most: number): number {
  return Math.ceil(most / PORTIONS);
}
