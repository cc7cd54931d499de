import { CLOCK, type RequestContext, type Tenant } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { businessDate, newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { PeriodStatements } from '../period-statements.js';
import { PeriodRepository, type Period } from '../persistence/period-repository.js';

export interface CloseDayRequest {
  readonly idempotencyKey: string;
}

/**
 * Closes the open period at this moment: what was accrued becomes payable, every attraction gets a statement (also over nothing),
 * each accrual posting is put on one, and the next period opens. What is posted later, even for an earlier visit, is the
 * next period's. A closed period never changes.
 */
@Injectable()
export class CloseDay {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly periods: PeriodRepository,
    private readonly statements: PeriodStatements,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: CloseDayRequest): Promise<Period> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const actor = ctx.principal.subject;
    const command = { name: 'settlement.closeDay', actor, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const period = await this.periods.lockOpen(tx);
      if (period) return this.close(ctx, tx, period);
      // Somebody else closed it while we waited: the day is closed, as was asked.
      const closed = await this.periods.lastClosed(tx);
      if (!closed) throw new Error('a ledger without an open period');
      return closed;
    });
  }

  private async close(ctx: RequestContext, tx: TenantTx, period: Period): Promise<Period> {
    const { tenant, principal } = ctx;
    const { subject: actor } = principal;
    const now = this.clock.now();
    const statements = await this.statements.issue(tx, tenant, period, actor, now);
    await this.periods.close(tx, period.id, actor, now);
    await this.periods.open(tx, nextPeriod(period, tenant, now));
    const what = { action: 'settlement.closeDay', subject: 'Ledger', subjectId: `period ${period.number}` } as const;
    await this.audit.record(ctx, tx, { ...what, before: { state: 'open' }, after: { state: 'closed', statements } });
    return { ...period, state: 'closed', closedAt: now };
  }
}

function nextPeriod(period: Period, tenant: Tenant, now: Date): Period {
  const businessDay = businessDate(now, tenant.timeZone, tenant.cutOff);
  return { id: newId(), number: period.number + 1, businessDay, state: 'open', openedAt: now, closedAt: null };
}
