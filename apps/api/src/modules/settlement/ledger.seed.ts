import type { Tenant } from '@lianpiao/authz';
import type { TenantTx } from '@lianpiao/db';
import { businessDate, newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { CHART } from './domain/accounts.js';
import { DEFAULT_RULE } from './domain/split-rule.js';
import { JournalRepository } from './persistence/journal-repository.js';
import { PeriodRepository } from './persistence/period-repository.js';
import { SplitRuleRepository } from './persistence/split-rule-repository.js';

/** A new tenant's books: the chart of accounts, the default rule, the first period. */
@Injectable()
export class LedgerSeed {
  constructor(
    private readonly journals: JournalRepository,
    private readonly periods: PeriodRepository,
    private readonly rules: SplitRuleRepository,
  ) {}

  async seed(tx: TenantTx, tenant: Tenant, now: Date): Promise<void> {
    await this.journals.ensureAccounts(tx, CHART, tenant.currency);
    await this.rules.define(tx, 'default', DEFAULT_RULE, 'system', now);
    const businessDay = businessDate(now, tenant.timeZone, tenant.cutOff);
    await this.periods.open(tx, { id: newId(), number: 1, businessDay, state: 'open', openedAt: now, closedAt: null });
  }
}
