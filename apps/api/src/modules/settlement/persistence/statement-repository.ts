import type { TenantTx } from '@lianpiao/db';
import { groupBy } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

export interface Statement {
  readonly id: string;
  readonly number: string;
  readonly periodId: string;
  readonly periodNumber: number;
  readonly attractionId: string;
  readonly state: string;
  readonly visits: number;
  readonly gateValueMinor: bigint;
  readonly grossMinor: bigint;
  readonly shareMinor: bigint;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly currency: string;
  readonly contentHash: string;
  readonly issuedAt: Date;
}

export interface StatementLine {
  readonly journalId: string;
  readonly line: number;
  readonly kind: string;
  readonly effectiveAt: Date;
  readonly amountMinor: bigint;
  readonly passId: string | null;
}

/** What happened at an attraction in a period. */
export interface AttractionPeriod {
  readonly attractionId: string;
  readonly visits: number;
  readonly gateValueMinor: bigint;
  readonly grossMinor: bigint;
}

const COLUMNS = `s.id, s.number, s.period_id AS "periodId", p.number AS "periodNumber", s.attraction_id AS "attractionId", s.state, s.visits,
  s.gate_value_minor AS "gateValueMinor", s.gross_minor AS "grossMinor", s.share_minor AS "shareMinor", s.opening_minor AS "openingMinor",
  s.closing_minor AS "closingMinor", s.currency, s.content_hash AS "contentHash", s.issued_at AS "issuedAt"`;

@Injectable()
export class StatementRepository {
  visitsOf(tx: TenantTx, periodId: string): Promise<AttractionPeriod[]> {
    return tx.query<AttractionPeriod>(
      `SELECT attraction_id AS "attractionId", count(*)::int AS visits, sum(gate_price_minor)::bigint AS "gateValueMinor",
         sum(consumed_minor)::bigint AS "grossMinor" FROM pass_visit WHERE period_id = $1 GROUP BY attraction_id`,
      [periodId],
    );
  }

  /** What each accrual account moved in the period, credit positive, with a digest of its postings. */
  async accruedOf(tx: TenantTx, periodId: string): Promise<Map<string, { shareMinor: bigint; digest: string }>> {
    const rows = await tx.query<{ code: string; share: bigint; digest: string }>(
      `SELECT t.account_code AS code, -sum(t.amount_minor)::bigint AS share,
         encode(sha256(convert_to(string_agg(t.journal_id || ':' || t.line || ':' || t.amount_minor, ',' ORDER BY t.journal_id, t.line), 'UTF8')), 'hex') AS digest
       FROM posting t JOIN journal j ON j.id = t.journal_id
       WHERE j.period_id = $1 AND t.account_code LIKE '2021.%' GROUP BY t.account_code`,
      [periodId],
    );
    return new Map(rows.map(({ code, share, digest }) => [code, { shareMinor: share, digest }]));
  }

  /** Owed on issued statements, by account, credit positive. */
  async payables(tx: TenantTx): Promise<Map<string, bigint>> {
    const rows = await tx.query<{ code: string; owed: bigint }>(
      `SELECT account_code AS code, -sum(amount_minor)::bigint AS owed FROM posting WHERE account_code LIKE '2020.%' GROUP BY account_code`,
    );
    return new Map(rows.map(({ code, owed }) => [code, owed]));
  }

  /** Issues statements and puts each accrual posting of the period on the statement of its attraction. */
  async issue(
    tx: TenantTx,
    statements: readonly (Statement & { readonly accrualAccount: string })[],
    now: Date,
  ): Promise<void> {
    await tx.execute(
      `WITH issued AS (
         INSERT INTO statement (id, number, period_id, attraction_id, state, visits, gate_value_minor, gross_minor, share_minor,
           opening_minor, closing_minor, currency, content_hash, issued_at)
         SELECT id, number, $1, attraction_id, 'issued', visits, gate, gross, share, opening, opening + share, $2, hash, $3
         FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::int[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[])
           AS n (id, number, attraction_id, visits, gate, gross, share, opening, hash))
       INSERT INTO statement_line (journal_id, line, statement_id)
       SELECT t.journal_id, t.line, n.id FROM unnest($4::uuid[], $13::text[]) AS n (id, account)
       JOIN posting t ON t.account_code = n.account JOIN journal j ON j.id = t.journal_id
       WHERE j.period_id = $1 AND j.kind <> 'period_close'`,
      [
        statements[0]?.periodId,
        statements[0]?.currency,
        now,
        statements.map(({ id }) => id),
        statements.map(({ number }) => number),
        statements.map(({ attractionId }) => attractionId),
        statements.map(({ visits }) => visits),
        statements.map(({ gateValueMinor }) => gateValueMinor),
        statements.map(({ grossMinor }) => grossMinor),
        statements.map(({ shareMinor }) => shareMinor),
        statements.map(({ openingMinor }) => openingMinor),
        statements.map(({ contentHash }) => contentHash),
        statements.map(({ accrualAccount }) => accrualAccount),
      ],
    );
  }

  /** Newest period first, then by number; only of `attractionIds` where given. */
  page(
    tx: TenantTx,
    filter: { periodNumber: number | null; attractionIds: readonly string[] | null },
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<Statement[]> {
    return tx.query<Statement>(
      `SELECT ${COLUMNS} FROM statement s JOIN settlement_period p ON p.id = s.period_id
       WHERE ($1::int IS NULL OR p.number = $1) AND ($2::uuid[] IS NULL OR s.attraction_id = ANY($2))
         AND ($3::int IS NULL OR p.number < $3 OR (p.number = $3 AND s.number > $4))
       ORDER BY p.number DESC, s.number LIMIT $5`,
      [filter.periodNumber, filter.attractionIds, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  byNumber(tx: TenantTx, number: string): Promise<Statement | undefined> {
    return tx.one<Statement>(
      `SELECT ${COLUMNS} FROM statement s JOIN settlement_period p ON p.id = s.period_id WHERE s.number = $1`,
      [number],
    );
  }

  /** A page of each statement's lines. */
  async linesOf(
    tx: TenantTx,
    statementIds: readonly string[],
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<Map<string, StatementLine[]>> {
    const rows = await tx.query<StatementLine & { readonly statementId: string }>(
      `SELECT s.id AS "statementId", page.* FROM unnest($1::uuid[]) AS s (id) CROSS JOIN LATERAL (
         SELECT l.journal_id AS "journalId", l.line, j.kind, j.effective_at AS "effectiveAt", -t.amount_minor AS "amountMinor", t.pass_id AS "passId"
         FROM statement_line l JOIN posting t USING (journal_id, line) JOIN journal j ON j.id = l.journal_id
         WHERE l.statement_id = s.id AND ($2::uuid IS NULL OR (l.journal_id, l.line) > ($2, $3::int))
         ORDER BY l.journal_id, l.line LIMIT $4) page
       ORDER BY s.id, page."journalId", page.line`,
      [statementIds, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
    return groupBy(rows, (row) => row.statementId);
  }
}
