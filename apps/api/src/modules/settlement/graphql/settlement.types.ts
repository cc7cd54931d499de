import {
  describeEnum,
  CommandInput,
  connectionOf,
  DateTimeScalar,
  LocalDateScalar,
  LocalizedTextType,
  MoneyType,
} from '@lianpiao/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

import { SPLIT_METHODS, UNUSED_POLICIES } from '../domain/split-rule.js';

export const SplitMethodEnum = Object.fromEntries(SPLIT_METHODS.map((method) => [method, method]));
describeEnum('SplitMethod', "How what is left of a pass after the authority's part is divided.", SplitMethodEnum, {
  PER_VISIT_EQUAL: { description: 'Equal parts, accrued at each visit.' },
  PER_VISIT_GATE_WEIGHTED: {
    description: 'By gate price, accrued at each visit; for products of which every attraction is visited once.',
  },
  AT_CLOSE_EQUAL: { description: 'Equal parts among the visited, when the pass ends.' },
  AT_CLOSE_GATE_WEIGHTED: { description: 'By gate price among the visited, when the pass ends.' },
});

export const UnusedPolicyEnum = Object.fromEntries(UNUSED_POLICIES.map((policy) => [policy, policy]));
describeEnum('UnusedPolicy', 'Who gets what a pass was not used for.', UnusedPolicyEnum, {
  VISITED_SHARE: { description: 'The attractions that were visited.' },
  AUTHORITY: { description: 'The authority, as breakage.' },
  FUND: { description: 'The marketing fund.' },
});

@ObjectType('SplitRule', { description: 'One version of how revenue is split.' })
export class SplitRuleType {
  @Field(() => String, { description: 'Short name.' })
  readonly code!: string;

  @Field(() => Int, { description: 'Version, from 1; sold passes keep theirs.' })
  readonly version!: number;

  @Field(() => String, { description: 'SHA-256 of the definition; it stands on every journal the rule shaped.' })
  readonly definitionHash!: string;
}

@InputType({ description: 'How revenue is split.' })
export class SplitDefinitionInput {
  @Field(() => SplitMethodEnum, { description: 'How it is divided among attractions.' })
  readonly method!: (typeof SPLIT_METHODS)[number];

  @Field(() => Int, { description: "The authority's commission in parts per million of the price." })
  readonly commissionPpm!: number;

  @Field(() => Int, { description: "The marketing fund's part in parts per million of the price." })
  readonly fundPpm!: number;

  @Field(() => UnusedPolicyEnum, { description: 'Who gets what a pass was not used for.' })
  readonly unused!: (typeof UNUSED_POLICIES)[number];
}

@InputType({ description: 'A rule to write down.' })
export class DefineSplitRuleInput extends CommandInput {
  @Field(() => String, { description: 'Short name: a-z, 0-9, _ and -.' })
  readonly code!: string;

  @Field(() => SplitDefinitionInput, { description: 'What it says.' })
  readonly definition!: SplitDefinitionInput;
}

@InputType({ description: 'A product to put under a rule.' })
export class AssignSplitRuleInput extends CommandInput {
  @Field(() => String, { description: 'The product.' })
  readonly productCode!: string;

  @Field(() => String, { description: 'The rule; its newest version counts.' })
  readonly ruleCode!: string;
}

@InputType({ description: 'A period to close.' })
export class CloseDayInput extends CommandInput {}

@ObjectType({ description: 'A stretch of the books: postings belong to the one that is open.' })
export class SettlementPeriod {
  @Field(() => Int, { description: 'Number, from 1.' })
  readonly number!: number;

  @Field(() => LocalDateScalar, { description: 'Business day it was opened on.' })
  readonly businessDay!: string;

  @Field(() => String, { description: 'open or closed.' })
  readonly state!: string;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  readonly openedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed.' })
  readonly closedAt!: Date | null;
}
export const SettlementPeriodConnection = connectionOf(SettlementPeriod, 'SettlementPeriod');

@ObjectType('AccountBalance', { description: 'An account and what stands on it.' })
export class AccountBalanceType {
  @Field(() => String, { description: "Code; a party's account carries the party's code." })
  readonly code!: string;

  @Field(() => String, { description: 'asset, liability, revenue or expense.' })
  readonly type!: string;

  @Field(() => LocalizedTextType, { description: 'Name.' })
  readonly name!: LocalizedTextType;

  @Field(() => MoneyType, { description: 'Debit positive, credit negative.' })
  readonly balance!: MoneyType;
}

@ObjectType({ description: 'All accounts; their balances sum to zero.' })
export class TrialBalance {
  @Field(() => [AccountBalanceType], { description: 'By code.' })
  readonly accounts!: readonly AccountBalanceType[];

  @Field(() => MoneyType, { description: 'Sum of all balances: zero, or the books are wrong.' })
  readonly sum!: MoneyType;
}

@ObjectType({
  description:
    'The books proved from their postings: cash + PSP fees = what is owed + what was earned, to the minor unit.',
})
export class LedgerProof {
  @Field(() => Boolean, { description: 'Whether everything below holds.' })
  readonly holds!: boolean;

  @Field(() => Int, { description: 'Number of journals.' })
  readonly journals!: number;

  @Field(() => Int, { description: 'Number of postings.' })
  readonly postings!: number;

  @Field(() => Int, { description: 'Journals that do not sum to zero.' })
  readonly unbalancedJournals!: number;

  @Field(() => Int, { description: 'Passes whose liability in the books differs from their balance.' })
  readonly mismatchedPasses!: number;

  @Field(() => Int, { description: 'Events that happened and are not in the books yet.' })
  readonly eventsWaiting!: number;

  @Field(() => Int, { description: 'Events an operator has to look at.' })
  readonly eventsParked!: number;

  @Field(() => MoneyType, { description: 'At the bank, at the payment provider and owed by partners.' })
  readonly cash!: MoneyType;

  @Field(() => MoneyType, { description: 'What payment providers kept.' })
  readonly pspFees!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed to holders of passes.' })
  readonly passLiability!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed to attractions.' })
  readonly payables!: MoneyType;

  @Field(() => MoneyType, { description: 'In the marketing fund.' })
  readonly fund!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed to buyers who gave back.' })
  readonly refundsPayable!: MoneyType;

  @Field(() => MoneyType, { description: "The authority's commission." })
  readonly commission!: MoneyType;

  @Field(() => MoneyType, { description: 'Paid for and never used.' })
  readonly breakage!: MoneyType;

  @Field(() => MoneyType, { description: 'Kept at cancellations.' })
  readonly cancellationFees!: MoneyType;

  @Field(() => MoneyType, { description: 'Cash and PSP fees.' })
  readonly left!: MoneyType;

  @Field(() => MoneyType, { description: 'All that is owed and was earned.' })
  readonly right!: MoneyType;
}

@ObjectType('StatementLine', { description: 'A posting on a statement.' })
export class StatementLineType {
  @Field(() => ID, { description: 'Journal of the posting.' })
  readonly journalId!: string;

  @Field(() => Int, { description: 'Line in the journal.' })
  readonly line!: number;

  @Field(() => String, { description: 'redemption or pass_close.' })
  readonly kind!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly effectiveAt!: Date;

  @Field(() => MoneyType, { description: 'What the attraction is owed for it.' })
  readonly amount!: MoneyType;

  @Field(() => ID, { nullable: true, description: 'The pass.' })
  readonly passId!: string | null;
}
export const StatementLineConnection = connectionOf(StatementLineType, 'StatementLine');

@ObjectType('Statement', { description: 'What an attraction is owed for a period; never changes.' })
export class StatementType {
  readonly id!: string;
  readonly attractionId!: string;

  @Field(() => String, { description: 'Number of the statement.' })
  readonly number!: string;

  @Field(() => Int, { description: 'Period it is about.' })
  readonly periodNumber!: number;

  @Field(() => String, { description: 'issued, disputed, accepted, approved, paid or confirmed.' })
  readonly state!: string;

  @Field(() => Int, { description: 'Visits on passes in the period.' })
  readonly visits!: number;

  @Field(() => MoneyType, { description: 'What these visits would have cost at the gate.' })
  readonly gateValue!: MoneyType;

  @Field(() => MoneyType, { description: 'What left the liability of the passes at these visits.' })
  readonly gross!: MoneyType;

  @Field(() => MoneyType, { description: 'What the attraction is owed for the period.' })
  readonly share!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed before.' })
  readonly opening!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed now: opening and share.' })
  readonly closing!: MoneyType;

  @Field(() => String, { description: 'SHA-256 over the statement and its lines.' })
  readonly contentHash!: string;

  @Field(() => DateTimeScalar, { description: 'When it was issued.' })
  readonly issuedAt!: Date;
}
export const StatementConnection = connectionOf(StatementType, 'Statement');
