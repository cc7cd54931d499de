import { tenantName, type TenantName } from '../domain/tenant-terms.js';
import type { ByOperator, OperatorActs } from '../operator-acts.js';
import type { ControlRepository } from '../persistence/control-repository.js';

/** Gives a tenant another name, which its sign-in page follows; slug and hosts stay, since links and tokens carry them. */
export class RenameTenant {
  constructor(
    private readonly acts: OperatorActs,
    private readonly control: ControlRepository,
  ) {}

  /** @throws TenantUnknown, InvalidInput */
  async execute(slug: string, wanted: TenantName, by: ByOperator): Promise<TenantName> {
    const name = tenantName(wanted);
    return this.acts.perform('tenant.rename', slug, by, async (tx, tenant, now) => {
      await this.control.rename(tx, tenant.id, name, now);
      await this.control.wantRealm(tx, tenant.id);
      return { before: tenant.name, after: name, answer: name };
    });
  }
}
