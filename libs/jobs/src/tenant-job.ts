import type { Tenant } from '@lianpiao/authz';

/**
 * Work that time asks for, tenant by tenant: expiring holds, sending refunds. Several workers may run the same job at once; it
 * claims its rows with SKIP LOCKED and does a bounded amount each time.
 */
export interface TenantJob {
  readonly name: string;
  /** Pause between two rounds over all tenants. */
  readonly everyMs: number;
  /** Resolves to the number of things done; more than none and it is called again at once. */
  run(tenant: Tenant): Promise<number>;
}
