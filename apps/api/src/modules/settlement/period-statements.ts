import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { encodeStored, newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

import { Catalog, type AttractionRef } from '../catalog/index.js';
import { attractionAccrual, attractionPayable } from './domain/accounts.js';
import { journal } from './domain/journal.js';
import { JournalRepository } from './persistence/journal-repository.js';
import type { Period } from './persistence/period-repository.js';
import { StatementRepository, type AttractionPeriod, type Statement } from './persistence/statement-repository.js';

type Drafted = Statement & { readonly accrualAccount: string; readonly attractionCode: string };

/** The statements of a period: one for every attraction, also over nothing, with each accrual posting put on one. */
@Injectable()
export class PeriodStatements {
  constructor(
    private readonly catalog: Catalog,
    private readonly journals: JournalRepository,
    private readonly statements: StatementRepository,
  ) {}

  /** What was accrued in the period becomes payable. Resolves to the number of statements. */
  async issue(tx: TenantTx, tenant: Tenant, period: Period, actor: string, now: Date): Promise<number> {
    const drafted = await this.draft(tx, tenant, period, now);
    const frame = { currency: tenant.currency, source: 'period', actor, periodId: period.id, now };
    await this.makePayable(tx, period, drafted, frame);
    if (drafted.length > 0) await this.statements.issue(tx, drafted, now);
    return drafted.length;
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
