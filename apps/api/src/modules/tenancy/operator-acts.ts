import type { ControlTx, UnitOfWork } from '@lianpiao/db';
import { InvalidInput, newId, type Clock } from '@lianpiao/kernel';

import type { ControlledTenant, ControlRepository } from './persistence/control-repository.js';
import { TenantUnknown } from './tenancy.failures.js';

/** Who does it, and why: there is no act of an operator without both. */
export interface ByOperator {
  readonly actor: string;
  readonly reason: string;
}

/** What an act found and what it left, and what its caller is told. */
export interface Changed<T> {
  readonly before: unknown;
  readonly after: unknown;
  readonly answer: T;
}

const MOST_REASON = 500;

/** Acts of operators on one tenant: each in one transaction with its entry in the platform's audit. */
export class OperatorActs {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly control: ControlRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws TenantUnknown, InvalidInput without a reason */
  perform<T>(
    action: string,
    slug: string,
    by: ByOperator,
    change: (tx: ControlTx, tenant: ControlledTenant, now: Date) => Promise<Changed<T>>,
  ): Promise<T> {
    const reason = reasonOf(by);
    return this.unitOfWork.operator(async (tx) => {
      const tenant = await this.locked(tx, slug);
      const now = this.clock.now();
      const { before, after, answer } = await change(tx, tenant, now);
      const entry = { id: newId(), tenantId: tenant.id, actor: by.actor, action, reason, recordedAt: now };
      await this.control.record(tx, { ...entry, before, after });
      return answer;
    });
  }

  /** Looks at one tenant; changes and records nothing. @throws TenantUnknown */
  look<T>(slug: string, read: (tx: ControlTx, tenant: ControlledTenant) => Promise<T>): Promise<T> {
    return this.unitOfWork.operator(async (tx) => read(tx, await this.locked(tx, slug)));
  }

  private async locked(tx: ControlTx, slug: string): Promise<ControlledTenant> {
    const tenant = await this.control.lock(tx, slug);
    if (!tenant) throw new TenantUnknown(slug);
    return tenant;
  }
}

function reasonOf(by: ByOperator): string {
  const reason = by.reason.trim();
  if (reason === '') throw new InvalidInput('reason', 'required');
  if (reason.length > MOST_REASON) throw new InvalidInput('reason', 'length', String(MOST_REASON));
  return reason;
}
