import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/index.js';
import { CatalogModule } from '../catalog/index.js';
import { LedgerResolver } from './graphql/ledger.resolver.js';
import { SettlementCommandsResolver } from './graphql/settlement-commands.resolver.js';
import { StatementResolver } from './graphql/statement.resolver.js';
import { LedgerSeed } from './ledger.seed.js';
import { JournalRepository } from './persistence/journal-repository.js';
import { PassBalanceRepository } from './persistence/pass-balance-repository.js';
import { PeriodStatements } from './period-statements.js';
import { PeriodRepository } from './persistence/period-repository.js';
import { SplitRuleRepository } from './persistence/split-rule-repository.js';
import { StatementRepository } from './persistence/statement-repository.js';
import { LedgerQueries } from './queries/ledger-queries.js';
import { LedgerPoster } from './subscribers/ledger-poster.js';
import { AssignSplitRule } from './use-cases/assign-split-rule.js';
import { CloseDay } from './use-cases/close-day.js';
import { DefineSplitRule } from './use-cases/define-split-rule.js';

const repositories = [
  JournalRepository,
  PassBalanceRepository,
  PeriodRepository,
  SplitRuleRepository,
  StatementRepository,
];
const doors = [LedgerResolver, SettlementCommandsResolver, StatementResolver];

/** Who is owed what, and the books that prove it. */
@Module({
  imports: [AuditModule, CatalogModule],
  providers: [
    ...repositories,
    ...doors,
    AssignSplitRule,
    CloseDay,
    DefineSplitRule,
    LedgerPoster,
    LedgerQueries,
    LedgerSeed,
    PeriodStatements,
  ],
  exports: [LedgerPoster, LedgerSeed],
})
export class SettlementModule {}
