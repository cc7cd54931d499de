import { closingSplit, total, visitSplit, type CloseReason } from './pass-split.js';
import { journal, splitPostings, type JournalDraft } from './journal.js';
import type { PassBalance } from './pass-balance.js';

/** Something must have been posted before this can be; it will come. */
export class NotYet extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotYet';
  }
}

export interface CountedVisit {
  readonly redemptionId: string;
  readonly passId: string;
  readonly attractionId: string;
  readonly gatePriceMinor: bigint;
  readonly consumedMinor: bigint;
  readonly visitedAt: Date;
}

/** A visit: its part leaves the liability. Changes the balance. @throws RangeError */
export function visited(
  balance: PassBalance,
  redemptionId: string,
  attractionId: string,
  at: Date,
): { journal: JournalDraft; visit: CountedVisit } {
  const code = balance.codeOf.get(attractionId);
  if (!code || balance.state === 'closed') throw new RangeError('a visit that its pass does not allow');
  const split = visitSplit(balance.plan, code);
  balance.visits.set(code, (balance.visits.get(code) ?? 0) + 1);
  const consumedMinor = total(split);
  balance.remainingMinor -= consumedMinor;
  const gatePriceMinor = balance.plan.gatePrices.get(code) ?? 0n;
  const visit = { redemptionId, passId: balance.passId, attractionId, gatePriceMinor, consumedMinor, visitedAt: at };
  return { journal: splitJournal('redemption', redemptionId, at, balance, split), visit };
}

/** The end of a pass: what it was not used for goes where its rule says. Changes the balance. @throws NotYet */
export function closed(balance: PassBalance, reason: CloseReason, at: Date, visits: number): JournalDraft | undefined {
  if (balance.state === 'closed') return undefined;
  const made = [...balance.visits.values()].reduce((sum, count) => sum + count, 0);
  if (made < visits) throw new NotYet('a visit of the closed pass');
  const split = closingSplit(balance.plan, balance.visits, reason);
  balance.remainingMinor -= total(split);
  balance.state = 'closed';
  return splitJournal('pass_close', balance.passId, at, balance, split);
}

function splitJournal(
  kind: string,
  sourceId: string,
  at: Date,
  balance: PassBalance,
  split: ReturnType<typeof visitSplit>,
): JournalDraft {
  const { passId, ruleHash, idOf } = balance;
  const { postings, accounts } = splitPostings({ passId, ruleHash, attractionIds: idOf }, split);
  return journal(kind, { sourceId, effectiveAt: at }, postings, { ruleHash, accounts });
}
