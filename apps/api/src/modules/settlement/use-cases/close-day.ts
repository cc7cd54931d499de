import { CLOCK, type RequestContext, type Tenant } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { businessDate, encodeStored, newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

import { Catalog, type AttractionRef } from '../../catalog/index.js';
import { attractionAccrual, attractionPayable } from '../domain/accounts.js';
import { journal } from '../domain/journal.js';
import { JournalRepository } from '../persistence/journal-repository.js';
import { PeriodRepository, type Period } from '../persistence/period-repository.js';
import { StatementRepository, type AttractionPeriod, type Statement } from '../persistence/statement-repository.js';

export interface CloseDayRequest {
  readonly idempotencyKey: string;
}

type Drafted = Statement & { readonly accrualAccount: string; readonly attractionCode: string };

/**
 * Closes the open period at this moment: what was accrued becomes payable, every attraction gets a statement (also over nothing),
 * each accrual posting is put on one, and the next period opens. What is posted later, even for an earlier visit, is the
 * next period's. A closed period never changes.
 */
@Injectable()
export class CloseDay {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
    private readonly periods: PeriodRepository,
    private readonly journals: JournalRepository,
    private readonly statements: StatementRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(ctx: RequestContext, request: CloseDayRequest): Promise<Period> {
    const key = check.idempotencyKey(request.idempotencyKey);
    const actor = ctx.principal.subject;
    const command = { name: 'settlement.closeDay', actor, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const period = await this.periods.lockOpen(tx);
      if (period) return this.close(tx, ctx.tenant, period, actor);
      // Somebody else closed it while we waited: the day is closed, as was asked.
      const closed = await this.periods.lastClosed(tx);
      if (!closed) throw new Error('a ledger without an open period');
      return closed;
    });
  }

  private async close(tx: TenantTx, tenant: Tenant, period: Period, actor: string): Promise<Period> {
    const now = this.clock.now();
    const drafted = await this.draft(tx, tenant, period, now);
    const frame = { currency: tenant.currency, source: 'period', actor, periodId: period.id, now };
    await this.makePayable(tx, period, drafted, frame);
    if (drafted.length > 0) await this.statements.issue(tx, drafted, now);
    await this.periods.close(tx, period.id, actor, now);
    await this.periods.open(tx, nextPeriod(period, tenant, now));
    return { ...period, state: 'closed', closedAt: now };
  }

  private async draft(tx: TenantTx, tenant: Tenant, period: Period, now: Date): Promise<Drafted[]> {
    const attractions = await this.catalog.allAttractions(tx);
    const visits = new Map((await this.statements.visitsOf(tx, period.id)).map((row) => [row.attractionId, row]));
    const accrued = await this.statements.accruedOf(tx, period.id);
    const payables = await this.statements.payables(tx);
    return attractions.map((attraction) => {
      const moved = accrued.get(attractionAccrual(attraction.code).code);
      const openingMinor = payables.get(attractionPayable(attraction.code).code) ?? 0n;
      return drafted(tenant, period, attraction, visits.get(attraction.id), moved, openingMinor, now);
    });
  }

  private async makePayable(
    tx: TenantTx,
    period: Period,
    statements: readonly Drafted[],
    frame: Parameters<JournalRepository['post']>[2],
  ): Promise<void> {
    const drafts = statements.map(({ attractionCode, attractionId, shareMinor }) => {
      const accrual = attractionAccrual(attractionCode);
      const payable = attractionPayable(attractionCode);
      const postings = [
        { account: accrual.code, amountMinor: shareMinor, attractionId },
        { account: payable.code, amountMinor: -shareMinor, attractionId },
      ];
      return journal('period_close', { sourceId: `${period.id}:${attractionCode}`, effectiveAt: frame.now }, postings, {
        accounts: [accrual, payable],
      });
    });
    await this.journals.post(tx, drafts, frame);
  }
}

function drafted(
  tenant: Tenant,
  period: Period,
  attraction: AttractionRef,
  visits: AttractionPeriod | undefined,
  moved: { readonly shareMinor: bigint; readonly digest: string } | undefined,
  openingMinor: bigint,
  now: Date,
): Drafted {
  const shareMinor = moved?.shareMinor ?? 0n;
  const content = {
    number: `S${String(period.number).padStart(5, '0')}-${attraction.code}`,
    periodNumber: period.number,
    attractionId: attraction.id,
    visits: visits?.visits ?? 0,
    gateValueMinor: visits?.gateValueMinor ?? 0n,
    grossMinor: visits?.grossMinor ?? 0n,
    shareMinor,
    openingMinor,
    closingMinor: openingMinor + shareMinor,
    currency: tenant.currency,
  };
  const contentHash = createHash('sha256')
    .update(encodeStored({ ...content, lines: moved?.digest ?? '' }))
    .digest('hex');
  return {
    ...content,
    id: newId(),
    periodId: period.id,
    state: 'issued',
    contentHash,
    issuedAt: now,
    accrualAccount: attractionAccrual(attraction.code).code,
    attractionCode: attraction.code,
  };
}

function nextPeriod(period: Period, tenant: Tenant, now: Date): Period {
  const businessDay = businessDate(now, tenant.timeZone, tenant.cutOff);
  return { id: newId(), number: period.number + 1, businessDay, state: 'open', openedAt: now, closedAt: null };
}
