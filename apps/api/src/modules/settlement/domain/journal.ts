import type { Split } from './pass-split.js';
import { ACCOUNTS, attractionAccrual, partnerReceivable, type Account } from './accounts.js';

export interface Posting {
  readonly account: string;
  /** Debit positive, credit negative. */
  readonly amountMinor: bigint;
  readonly passId?: string;
  readonly orderId?: string;
  readonly attractionId?: string;
  readonly channelId?: string;
}

/** A journal about to be posted. `kind` and `sourceId` name what happened: it is posted once. */
export interface JournalDraft {
  readonly kind: string;
  readonly sourceId: string;
  readonly effectiveAt: Date;
  readonly ruleHash: string | null;
  /** Fingerprint of what was asked, where that says more than the postings do. */
  readonly requestHash?: string;
  readonly postings: readonly Posting[];
  /** Party accounts it needs to exist. */
  readonly accounts: readonly Account[];
}

interface Happening {
  readonly sourceId: string;
  readonly effectiveAt: Date;
}

/** @throws RangeError when the amounts do not sum to zero: the database would refuse it too */
export function journal(
  kind: string,
  at: Happening,
  postings: readonly Posting[],
  more: Partial<JournalDraft> = {},
): JournalDraft {
  const moved = postings.filter(({ amountMinor }) => amountMinor !== 0n);
  const sum = moved.reduce((left, { amountMinor }) => left + amountMinor, 0n);
  if (sum !== 0n) throw new RangeError(`${kind} ${at.sourceId} is out of balance`);
  return { kind, ...at, ruleHash: null, accounts: [], ...more, postings: moved };
}

/** Where the money of a channel is: at the payment provider, or owed by the partner. */
export function moneyAccount(channel: { readonly channelKind: string; readonly channelCode: string }): {
  code: string;
  accounts: readonly Account[];
} {
  if (channel.channelKind !== 'partner') return { code: ACCOUNTS.pspClearing, accounts: [] };
  const receivable = partnerReceivable(channel.channelCode);
  return { code: receivable.code, accounts: [receivable] };
}

export interface PassSide {
  readonly passId: string;
  readonly orderId?: string;
  readonly ruleHash: string;
  readonly attractionIds: ReadonlyMap<string, string>;
}

/** Moves what a split says out of a pass's liability. */
export function splitPostings(
  { passId, attractionIds }: PassSide,
  split: Split,
): { postings: Posting[]; accounts: Account[] } {
  const shares = [...split.shares].filter(([, share]) => share !== 0n);
  const given = shares.map(([code, share]): Posting => {
    const attractionId = attractionIds.get(code);
    return {
      account: attractionAccrual(code).code,
      amountMinor: -share,
      passId,
      ...(attractionId && { attractionId }),
    };
  });
  const kept: Posting[] = [
    { account: ACCOUNTS.fund, amountMinor: -split.fund, passId },
    { account: ACCOUNTS.commission, amountMinor: -split.commission, passId },
    { account: ACCOUNTS.breakage, amountMinor: -split.breakage, passId },
  ];
  const others = [...given, ...kept];
  const out = others.reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
  return {
    postings: [{ account: ACCOUNTS.passLiability, amountMinor: out, passId }, ...others],
    accounts: shares.map(([code]) => attractionAccrual(code)),
  };
}
