import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

export interface AccountBalance {
  readonly code: string;
  readonly type: 'asset' | 'liability' | 'revenue' | 'expense';
  readonly nameZh: string;
  readonly nameEn: string;
  /** Debit positive. */
  readonly balanceMinor: bigint;
}

export interface LedgerProofRow {
  readonly journals: bigint;
  readonly postings: bigint;
  readonly unbalancedJournals: bigint;
  readonly mismatchedPasses: bigint;
  readonly eventsWaiting: bigint;
  readonly eventsParked: bigint;
  readonly sumMinor: bigint;
  readonly cashMinor: bigint;
  readonly passLiabilityMinor: bigint;
  readonly payablesMinor: bigint;
  readonly fundMinor: bigint;
  readonly refundsPayableMinor: bigint;
  readonly commissionMinor: bigint;
  readonly breakageMinor: bigint;
  readonly cancellationFeesMinor: bigint;
  readonly pspFeesMinor: bigint;
}

/** What the books say, computed from the postings each time: there is no running balance that could be wrong. */
@Injectable()
export class LedgerQueries {
  balances(tx: TenantTx): Promise<AccountBalance[]> {
    return tx.query<AccountBalance>(
      `SELECT a.code, a.type, a.name_zh AS "nameZh", a.name_en AS "nameEn", coalesce(sum(p.amount_minor), 0)::bigint AS "balanceMinor"
       FROM account a LEFT JOIN posting p ON p.account_code = a.code GROUP BY a.code ORDER BY a.code`,
    );
  }

  async proof(tx: TenantTx): Promise<LedgerProofRow> {
    const row = await tx.one<LedgerProofRow>(
      `SELECT (SELECT count(*) FROM journal) AS journals, count(*) AS postings,
         (SELECT count(*) FROM (SELECT FROM posting GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0) u) AS "unbalancedJournals",
         (SELECT count(*) FROM pass_balance b
          LEFT JOIN (SELECT pass_id, -sum(amount_minor) AS owed FROM posting WHERE account_code = '2010' GROUP BY pass_id) l USING (pass_id)
          WHERE b.remaining_minor <> coalesce(l.owed, 0)) AS "mismatchedPasses",
         (SELECT count(*) FROM outbox WHERE parked_at IS NULL) AS "eventsWaiting",
         (SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL) AS "eventsParked",
         ${sum('true')} AS "sumMinor",
         ${sum(`account_code LIKE '10%'`)} AS "cashMinor",
         -${sum(`account_code = '2010'`)} AS "passLiabilityMinor",
         -${sum(`account_code LIKE '2020.%' OR account_code LIKE '2021.%'`)} AS "payablesMinor",
         -${sum(`account_code = '2030'`)} AS "fundMinor",
         -${sum(`account_code = '2040'`)} AS "refundsPayableMinor",
         -${sum(`account_code = '4010'`)} AS "commissionMinor",
         -${sum(`account_code = '4020'`)} AS "breakageMinor",
         -${sum(`account_code = '4030'`)} AS "cancellationFeesMinor",
         ${sum(`account_code = '5010'`)} AS "pspFeesMinor"
       FROM posting`,
    );
    if (!row) throw new Error('an aggregate without a row');
    return row;
  }
}

function sum(condition: string): string {
  return `coalesce(sum(amount_minor) FILTER (WHERE ${condition}), 0)::bigint`;
}

/** Money that came in, and all it became: equal to the last minor unit, or the books are wrong. */
export function bothSides(proof: LedgerProofRow): { readonly left: bigint; readonly right: bigint } {
  const owed = proof.passLiabilityMinor + proof.payablesMinor + proof.fundMinor + proof.refundsPayableMinor;
  const earned = proof.commissionMinor + proof.breakageMinor + proof.cancellationFeesMinor;
  return { left: proof.cashMinor + proof.pspFeesMinor, right: owed + earned };
}

export function holds(proof: LedgerProofRow): boolean {
  const { left, right } = bothSides(proof);
  return left === right && proof.sumMinor === 0n && proof.unbalancedJournals === 0n && proof.mismatchedPasses === 0n;
}
