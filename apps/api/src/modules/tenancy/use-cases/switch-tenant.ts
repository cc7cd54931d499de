import { TenantNotReady } from '../control.failures.js';
import type { ByOperator, OperatorActs } from '../operator-acts.js';
import type { ControlRepository } from '../persistence/control-repository.js';

/** Closes a tenant to everybody, or opens it again. A repeat changes nothing and is recorded like the first. */
export class SwitchTenant {
  constructor(
    private readonly acts: OperatorActs,
    private readonly control: ControlRepository,
  ) {}

  /** @throws TenantUnknown, TenantErasing, TenantNotReady, InvalidInput */
  async execute(slug: string, state: 'active' | 'suspended', by: ByOperator): Promise<void> {
    const action = state === 'suspended' ? 'tenant.suspend' : 'tenant.resume';
    await this.acts.perform(action, slug, by, async (tx, tenant, now) => {
      // Activating is for provisioning alone, which knows what is still missing.
      if (tenant.state === 'provisioning') throw new TenantNotReady(slug);
      await this.control.setState(tx, tenant.id, state, now);
      return { before: tenant.state, after: state, answer: undefined };
    });
  }
}
