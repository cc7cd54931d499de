import type { Tenant } from '@lianpiao/authz';

/** Whoever asks for things that do not exist makes us look this often, not more. */
const LEAST_AGE_MS = 250;

interface Kept<T> {
  readonly value: Promise<T>;
  readonly at: number;
}

/** Something small of each tenant, kept in memory and read again when it is older than `freshMs`; callers meeting share one read. */
export class TenantSnapshot<T> {
  private readonly kept = new Map<string, Kept<T>>();

  constructor(
    private readonly load: (tenant: Tenant) => Promise<T>,
    private readonly freshMs: number,
  ) {}

  get(tenant: Tenant): Promise<T> {
    return this.newerThan(tenant, this.freshMs);
  }

  /** Once more, for what was not in it: it may have come since. */
  refreshed(tenant: Tenant): Promise<T> {
    return this.newerThan(tenant, LEAST_AGE_MS);
  }

  private newerThan(tenant: Tenant, ms: number): Promise<T> {
    const known = this.kept.get(tenant.id);
    if (known && performance.now() - known.at < ms) return known.value;
    const made = { value: this.load(tenant), at: performance.now() };
    this.kept.set(tenant.id, made);
    made.value.catch(() => {
      if (this.kept.get(tenant.id) === made) this.kept.delete(tenant.id);
    });
    return made.value;
  }
}
