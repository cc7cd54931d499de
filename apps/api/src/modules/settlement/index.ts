import { LedgerResolver } from './graphql/ledger.resolver.js';
import { SettlementCommandsResolver } from './graphql/settlement-commands.resolver.js';
import { StatementResolver } from './graphql/statement.resolver.js';
import { LedgerSeed } from './ledger.seed.js';
import { LedgerPoster } from './subscribers/ledger-poster.js';

export { SettlementModule } from './settlement.module.js';

export const settlementResolvers = [LedgerResolver, SettlementCommandsResolver, StatementResolver];
export const settlementConsumers = [LedgerPoster];
export const settlementSeeds = [LedgerSeed];
