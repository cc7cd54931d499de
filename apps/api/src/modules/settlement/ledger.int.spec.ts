import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { violatedConstraint } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { TwoTenants } from '@lianpiao/testing';

import { LedgerSeed } from './ledger.seed.js';
import { JournalRepository } from './persistence/journal-repository.js';
import { PeriodRepository } from './persistence/period-repository.js';
import { SplitRuleRepository } from './persistence/split-rule-repository.js';

const seed = new LedgerSeed(new JournalRepository(), new PeriodRepository(), new SplitRuleRepository());

let tenants: TwoTenants;
let journalId: string;
beforeAll(async () => {
  tenants = await TwoTenants.open();
  for (const tenant of [tenants.a, tenants.b])
    await tenants.unitOfWork.write({ tenant }, (tx) => seed.seed(tx, tenant, tenants.clock.now()));
});
afterAll(() => tenants.close());
beforeEach(() => {
  journalId = newId();
});

const NEWEST_PERIOD = 'SELECT id FROM settlement_period ORDER BY number DESC LIMIT 1';
const POSTINGS = `INSERT INTO posting (journal_id, line, account_code, amount_minor, currency)
  SELECT $1, line + $3, CASE line WHEN 1 THEN '1010' ELSE '2010' END, amount, $4
  FROM unnest($2::bigint[]) WITH ORDINALITY AS p (amount, line)`;

/** A journal of these amounts, written around the repository, as a bug or an intruder would. */
function post(amounts: readonly bigint[]): Promise<number> {
  return tenants.unitOfWork.write({ tenant: tenants.a }, (tx) =>
    tx.execute(
      `WITH posted AS (${POSTINGS})
       INSERT INTO journal (id, period_id, kind, source, source_event_id, request_hash, effective_at, posted_at, actor)
       SELECT $1, (${NEWEST_PERIOD}), 'sale', 'spec', $1::text, '', now(), now(), 'spec'`,
      [journalId, amounts, 0, 'CNY'],
    ),
  );
}

/** Postings for a journal that is there already. */
function addTo(journal: string, amounts: readonly bigint[]): Promise<number> {
  return tenants.unitOfWork.write({ tenant: tenants.a }, (tx) => tx.execute(POSTINGS, [journal, amounts, 10, 'CNY']));
}

/** The constraint, or the message, that kept it out. */
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => violatedConstraint(error) ?? (error as Error).message,
  );
}

function asTenant(sql: string): Promise<number> {
  return tenants.unitOfWork.write({ tenant: tenants.a }, (tx) => tx.execute(sql));
}

function journals(of: 'a' | 'b'): Promise<unknown[]> {
  return tenants.unitOfWork.read({ tenant: tenants[of] }, (tx) => tx.query('SELECT id FROM journal'));
}

describe('the ledger, kept by the database itself', () => {
  it('takes a journal that balances, for its tenant alone', async () => {
    expect(await post([29_800n, -29_800n])).toBe(1);
    expect(await journals('a')).toContainEqual({ id: journalId });
    expect(await journals('b')).toEqual([]);
  });

  it('refuses a journal that does not balance', async () => {
    expect(await refusal(post([29_800n, -29_799n]))).toBe('journal_balances');
    expect(await journals('a')).not.toContainEqual({ id: journalId });
  });

  it.each([
    ['without postings', [], 'journal_has_postings'],
    ['of one posting', [1n], 'journal_has_postings'],
    ['with a posting of nothing', [5n, -5n, 0n], 'posting_amount_minor_check'],
  ])('refuses a journal %s', async (_, amounts, constraint) => {
    expect(await refusal(post(amounts))).toBe(constraint);
  });

  it('refuses what comes to a journal later, also when it balances', async () => {
    await post([100n, -100n]);
    expect(await refusal(addTo(journalId, [1n]))).toBe('journal_balances');
    expect(await refusal(addTo(journalId, [1n, -1n]))).toBe('journal_in_one_piece');
  });

  it.each([
    'UPDATE posting SET amount_minor = 1',
    'UPDATE journal SET effective_at = now()',
    'UPDATE account SET type = type',
    'UPDATE statement SET share_minor = 0',
    'DELETE FROM posting',
    'DELETE FROM journal',
    'DELETE FROM settlement_period',
    'DELETE FROM statement_line',
    'TRUNCATE posting',
    'ALTER TABLE posting DISABLE TRIGGER ALL',
  ])('never lets the tenant: %s', async (sql) => {
    expect(await refusal(asTenant(sql))).toMatch(/permission denied|must be owner/);
  });

  it('keeps the seeded books as they are when they are seeded again', async () => {
    const tenant = tenants.a;
    const count = () =>
      tenants.unitOfWork.read({ tenant }, (tx) =>
        tx.one(`SELECT (SELECT count(*) FROM account) AS accounts, (SELECT count(*) FROM split_rule) AS rules,
                  (SELECT count(*) FROM settlement_period) AS periods`),
      );
    const before = await count();
    await tenants.unitOfWork.write({ tenant }, (tx) => seed.seed(tx, tenant, tenants.clock.now()));
    expect(await count()).toEqual(before);
  });

  it('has one open period; a closed one takes no journal and is never opened again', async () => {
    const second = `INSERT INTO settlement_period (id, number, business_day, state, opened_at)
                    VALUES ('${newId()}', 2, '2026-05-02', 'open', now())`;
    expect(await refusal(asTenant(second))).toBe('settlement_period_one_open');
    await asTenant(`UPDATE settlement_period SET state = 'closed', closed_at = now(), closed_by = 'spec'`);
    expect(await refusal(post([1n, -1n]))).toBe('journal_in_open_period');
    const reopened = asTenant(`UPDATE settlement_period SET state = 'open', closed_at = NULL`);
    expect(await refusal(reopened)).toBe('settlement_period_stays_closed');
  });
});
