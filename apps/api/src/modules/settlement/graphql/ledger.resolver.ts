import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, money, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Query, Resolver } from '@nestjs/graphql';

import { bothSides, holds, LedgerQueries } from '../queries/ledger-queries.js';
import { PeriodRepository } from '../persistence/period-repository.js';
import { LedgerProof, SettlementPeriodConnection, TrialBalance } from './settlement.types.js';

@Resolver()
export class LedgerResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerQueries,
    private readonly periods: PeriodRepository,
  ) {}

  @Can('read', 'Ledger')
  @Query(() => TrialBalance, { description: 'Every account and what stands on it.' })
  async trialBalance(@Ctx() ctx: RequestContext): Promise<TrialBalance> {
    const { currency } = ctx.tenant;
    const balances = await this.unitOfWork.read(ctx, (tx) => this.ledger.balances(tx));
    const sum = balances.reduce((left, { balanceMinor }) => left + balanceMinor, 0n);
    const accounts = balances.map(({ code, type, nameZh, nameEn, balanceMinor }) => ({
      code,
      type,
      name: { zh: nameZh, en: nameEn },
      balance: money(balanceMinor, currency),
    }));
    return { accounts, sum: money(sum, currency) };
  }

  @Can('read', 'Ledger')
  @Query(() => LedgerProof, { description: 'The proof that the books are right.' })
  async ledgerProof(@Ctx() ctx: RequestContext): Promise<LedgerProof> {
    const proof = await this.unitOfWork.read(ctx, (tx) => this.ledger.proof(tx));
    const amount = (minor: bigint) => money(minor, ctx.tenant.currency);
    const { left, right } = bothSides(proof);
    return {
      holds: holds(proof),
      journals: Number(proof.journals),
      postings: Number(proof.postings),
      unbalancedJournals: Number(proof.unbalancedJournals),
      mismatchedPasses: Number(proof.mismatchedPasses),
      eventsWaiting: Number(proof.eventsWaiting),
      eventsParked: Number(proof.eventsParked),
      cash: amount(proof.cashMinor),
      pspFees: amount(proof.pspFeesMinor),
      passLiability: amount(proof.passLiabilityMinor),
      payables: amount(proof.payablesMinor),
      fund: amount(proof.fundMinor),
      refundsPayable: amount(proof.refundsPayableMinor),
      commission: amount(proof.commissionMinor),
      breakage: amount(proof.breakageMinor),
      cancellationFees: amount(proof.cancellationFeesMinor),
      left: amount(left),
      right: amount(right),
    };
  }

  @Can('read', 'Ledger')
  @Query(() => SettlementPeriodConnection, { description: 'Periods, newest first.' })
  async settlementPeriods(@Ctx() ctx: RequestContext, @Args() page: PageArgs) {
    const first = pageSize(page);
    const [before] = decodeCursor(page.after, ['integer']) ?? [];
    const rows = await this.unitOfWork.read(ctx, (tx) => this.periods.page(tx, before, first + 1));
    return connection(rows, first, ({ number }) => [String(number)]);
  }
}
