import type { TenantTx } from '@lianpiao/db';
import { encodeStored, newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

import type { Account } from '../domain/accounts.js';
import type { JournalDraft } from '../domain/journal.js';

/** What was asked of the ledger under a source id; the same id with another request is refused. */
export class JournalConflict extends Error {
  constructor(kind: string, sourceId: string) {
    super(`${kind} ${sourceId} was posted before for another request`);
    this.name = 'JournalConflict';
  }
}

/** What all journals of one batch have in common. */
export interface PostingFrame {
  readonly currency: string;
  readonly source: string;
  readonly actor: string;
  readonly periodId: string;
  readonly now: Date;
}

interface Posted {
  readonly kind: string;
  readonly source_event_id: string;
  readonly request_hash: string;
}

@Injectable()
export class JournalRepository {
  /** The open period; holding it open until the transaction ends. */
  async openPeriod(tx: TenantTx): Promise<string> {
    // Who had to wait for a closing finds that one closed; a second look sees the one that was opened with it.
    const row = (await holdOpen(tx)) ?? (await holdOpen(tx));
    if (!row) throw new Error('a ledger without an open period');
    return row.id;
  }

  async ensureAccounts(tx: TenantTx, accounts: readonly Account[], currency: string): Promise<void> {
    const distinct = [...new Map(accounts.map((account) => [account.code, account])).values()].toSorted((a, b) =>
      a.code < b.code ? -1 : 1,
    );
    if (distinct.length === 0) return;
    await tx.execute(
      `INSERT INTO account (code, type, name_zh, name_en, currency, party_kind, party_id)
       SELECT code, type, name_zh, name_en, $7, party_kind, party_id
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS a (code, type, name_zh, name_en, party_kind, party_id)
       ON CONFLICT (code) DO NOTHING`,
      [
        distinct.map(({ code }) => code),
        distinct.map(({ type }) => type),
        distinct.map(({ name }) => name.zh),
        distinct.map(({ name }) => name.en),
        distinct.map(({ party }) => party?.kind ?? null),
        distinct.map(({ party }) => party?.id ?? null),
        currency,
      ],
    );
  }

  /** Keys `kind source-id` of those that are in the ledger already. */
  async alreadyPosted(tx: TenantTx, source: string, sourceIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<Posted>(
      'SELECT kind, source_event_id, request_hash FROM journal WHERE source = $1 AND source_event_id = ANY($2)',
      [source, sourceIds],
    );
    return new Map(rows.map((row) => [`${row.kind} ${row.source_event_id}`, row.request_hash]));
  }

  /**
   * Posts journals with their postings in one statement, in which the database checks that each balances. What is there already
   * with the same amounts is left out. @throws JournalConflict when it is there with others
   */
  async post(
    tx: TenantTx,
    drafts: readonly JournalDraft[],
    { currency, source, actor, periodId, now }: PostingFrame,
  ): Promise<void> {
    const moving = drafts.filter(({ postings }) => postings.length > 0);
    if (moving.length === 0) return;
    await this.ensureAccounts(
      tx,
      moving.flatMap(({ accounts }) => accounts),
      currency,
    );
    const fresh = await this.notYetPosted(tx, source, moving);
    const rows = fresh.map((draft) => ({ id: newId(), draft }));
    const postings = rows.flatMap(({ id, draft }) =>
      draft.postings.map((posting, index) => ({ id, line: index + 1, ...posting })),
    );
    if (rows.length === 0) return;
    await tx.execute(
      `WITH booked AS (
         INSERT INTO journal (id, period_id, kind, source, source_event_id, request_hash, effective_at, posted_at, actor, rule_hash)
         SELECT id, $1, kind, $2, source_id, hash, effective_at, $3, $4, rule_hash
         FROM unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[])
           AS j (id, kind, source_id, hash, effective_at, rule_hash))
       INSERT INTO posting (journal_id, line, account_code, amount_minor, currency, pass_id, order_id, attraction_id, channel_id)
       SELECT journal_id, line, account, amount, $11, pass_id, order_id, attraction_id, channel_id
       FROM unnest($12::uuid[], $13::int[], $14::text[], $15::bigint[], $16::uuid[], $17::uuid[], $18::uuid[], $19::uuid[])
         AS p (journal_id, line, account, amount, pass_id, order_id, attraction_id, channel_id)`,
      [
        periodId,
        source,
        now,
        actor,
        rows.map(({ id }) => id),
        rows.map(({ draft }) => draft.kind),
        rows.map(({ draft }) => draft.sourceId),
        rows.map(({ draft }) => hashOf(draft)),
        rows.map(({ draft }) => draft.effectiveAt),
        rows.map(({ draft }) => draft.ruleHash),
        currency,
        postings.map(({ id }) => id),
        postings.map(({ line }) => line),
        postings.map(({ account }) => account),
        postings.map(({ amountMinor }) => amountMinor),
        postings.map(({ passId }) => passId ?? null),
        postings.map(({ orderId }) => orderId ?? null),
        postings.map(({ attractionId }) => attractionId ?? null),
        postings.map(({ channelId }) => channelId ?? null),
      ],
    );
  }

  private async notYetPosted(tx: TenantTx, source: string, drafts: readonly JournalDraft[]): Promise<JournalDraft[]> {
    const posted = await this.alreadyPosted(
      tx,
      source,
      drafts.map(({ sourceId }) => sourceId),
    );
    return drafts.filter((draft) => {
      const hash = posted.get(`${draft.kind} ${draft.sourceId}`);
      if (hash !== undefined && hash !== hashOf(draft)) throw new JournalConflict(draft.kind, draft.sourceId);
      return hash === undefined;
    });
  }
}

function holdOpen(tx: TenantTx): Promise<{ id: string } | undefined> {
  return tx.one(`SELECT id FROM settlement_period WHERE state = 'open' FOR SHARE`);
}

function hashOf({ kind, postings, requestHash }: JournalDraft): string {
  if (requestHash) return requestHash;
  return createHash('sha256').update(encodeStored({ kind, postings })).digest('hex');
}
