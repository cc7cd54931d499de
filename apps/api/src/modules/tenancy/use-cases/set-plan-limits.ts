import type { TenantLimits } from '@lianpiao/authz';
import { InvalidInput } from '@lianpiao/kernel';

import type { ByOperator, OperatorActs } from '../operator-acts.js';
import type { ControlRepository } from '../persistence/control-repository.js';

const MOST = 1_000_000;
const NAMES = ['attractions', 'staff', 'requestsPerSecond'] as const;

/** Sets what a tenant's plan allows; what is not named stays, null lifts a limit. */
export class SetPlanLimits {
  constructor(
    private readonly acts: OperatorActs,
    private readonly control: ControlRepository,
  ) {}

  /** @throws TenantUnknown, InvalidInput */
  async execute(slug: string, wanted: Partial<TenantLimits>, by: ByOperator): Promise<TenantLimits> {
    for (const name of NAMES) assertLimit(name, wanted[name]);
    return this.acts.perform('tenant.setLimits', slug, by, async (tx, tenant, now) => {
      const limits = { ...tenant.limits, ...wanted };
      await this.control.setLimits(tx, tenant.id, limits, now);
      return { before: tenant.limits, after: limits, answer: limits };
    });
  }
}

function assertLimit(name: string, limit: number | null | undefined): void {
  if (limit === null || limit === undefined) return;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new InvalidInput(name, 'range', `1-${MOST}`);
}
