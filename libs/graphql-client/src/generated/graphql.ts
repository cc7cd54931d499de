/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A product to put under a rule. */
export type AssignSplitRuleInput = {
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** The product. */
  productCode: string;
  /** The rule; its newest version counts. */
  ruleCode: string;
};

/** How a visit date stands. */
export type AvailabilityStatus =
  /** At least half of the places are left. */
  | 'AVAILABLE'
  /** It is over, or an attraction receives no visitors. */
  | 'CLOSED'
  /** Fewer than half of the places are left. */
  | 'LIMITED'
  /** No place is left. */
  | 'SOLD_OUT';

/** An unpaid order to give up. */
export type CancelOrderInput = {
  /** The key from holding it. */
  accessKey?: string | null | undefined;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
};

/** A guest's order to put into the account of who is signed in. */
export type ClaimOrderInput = {
  /** The key from holding it. */
  accessKey: string;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
};

/** A period to close. */
export type CloseDayInput = {
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
};

/** An order to take on the partner's account. */
export type ConfirmOrderInput = {
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
};

/** How to reach the buyer. All of it may be left out. */
export type ContactInput = {
  /** E-mail address. */
  email?: string | null | undefined;
  /** Name, at most 80 characters. */
  name?: string | null | undefined;
  /** Telephone number. */
  phone?: string | null | undefined;
};

/** Gates to put up: all of them or none. */
export type CreateGatesInput = {
  /** The gates, 1 to 1000. */
  gates: Array<GateInput>;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
};

/** A partner that sells on our behalf. */
export type CreatePartnerInput = {
  /** Short name: a-z, 0-9, _ and -. */
  code: string;
  /** The most it may owe. */
  creditLimitMinor: string;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** Name of the company. */
  name: string;
  /** What it pays of the list price, in parts per million: 850000 is 85 %. */
  netRatePpm: number;
};

/** A product to make, as a draft. */
export type CreateProductInput = {
  /** By when after purchase it starts at the latest (ISO 8601 duration). */
  activateWithin?: string | null | undefined;
  /** Codes of its attractions: 1 of a single ticket, 2 or more of a combo, at most 200. */
  attractionCodes: Array<string>;
  /** Short code, unique in the region: a-z, 0-9, _ and -, up to 60. */
  code: string;
  /** Whether it is sold for one visit date, within the capacity of that date. */
  dated: boolean;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** What it is. */
  kind: ProductKind;
  /** Name. */
  name: LocalizedTextInput;
  /** When its sale begins; absent: with its publication. */
  saleFrom?: string | null | undefined;
  /** When its sale ends; absent: with its withdrawal. */
  saleUntil?: string | null | undefined;
  /** What the buyer gets, in a few sentences. */
  summary?: LocalizedTextInput | null | undefined;
  /** For whom it can be bought; each type once. */
  units: Array<UnitPriceInput>;
  /** How the days of validity are counted. */
  validityClock: ValidityClock;
  /** How long it is valid (ISO 8601 duration, e.g. P3D). */
  validityPeriod: string;
  /** What the validity is counted from; the visit date if and only if dated. */
  validityStarts: ValidityStart;
  /** Visits at each attraction. Absent: 1 for a combo, else no limit. */
  visitsPerAttraction?: number | null | undefined;
  /** Visits at each attraction in one day. Absent: no limit. */
  visitsPerAttractionPerDay?: number | null | undefined;
  /** Visits in all. Absent: 1 of a single ticket, one of each of a combo, else no limit. */
  visitsTotal?: number | null | undefined;
};

/** A rule to write down. */
export type DefineSplitRuleInput = {
  /** Short name: a-z, 0-9, _ and -. */
  code: string;
  /** What it says. */
  definition: SplitDefinitionInput;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
};

/** A gate to put up. */
export type GateInput = {
  /** Code of the attraction it leads to. */
  attractionCode: string;
  /** Its code: lower-case letters, digits, _ and -, at most 60. */
  code: string;
  /** Its name, at most 80 characters. */
  name: LocalizedTextInput;
};

/** An order to price and keep. */
export type HoldOrderInput = {
  /** How to reach the buyer. */
  contact?: ContactInput | null | undefined;
  /** A partner's own reference, unique to it. */
  externalReference?: string | null | undefined;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** What to buy, at most 20 lines. */
  lines: Array<OrderLineInput>;
  /** Language of the buyer: zh-CN or en. */
  locale?: string | null | undefined;
};

/** A file of attractions. A code that exists is updated; attractions that are not in the file stay as they are. */
export type ImportAttractionsInput = {
  /** Only say what would happen. */
  dryRun?: boolean;
  /** CSV in UTF-8, up to 2 MiB and 5,000 rows, with the columns code, name_zh, name_en, level, city, category, latitude, longitude, list_price_<currency>, daily_capacity, opens, closes, timed_entry in any order. */
  fileBase64: string;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
};

/** What is wrong with a file of attractions. */
export type ImportErrorCode =
  /** The text has a control character, or one that a conversion has lost. */
  | 'BAD_CHARACTER'
  /** A code has lower-case letters, digits, _ and - only, up to 40. */
  | 'BAD_CODE'
  /** The field is not a time HH:MM. */
  | 'BAD_TIME'
  /** The code stood in an earlier row. */
  | 'DUPLICATE_CODE'
  /** The field is empty. */
  | 'MISSING'
  /** The field is neither true nor false. */
  | 'NOT_A_BOOLEAN'
  /** The field is not a plain decimal number. */
  | 'NOT_A_NUMBER'
  /** A quote is not closed or stands where none may, or a row is longer than 64 KiB. */
  | 'NOT_CSV'
  /** The value is too small, too large or too precise; or it closes before it opens. */
  | 'OUT_OF_RANGE'
  /** The file has more than 2 MiB. */
  | 'TOO_LARGE'
  /** The text is too long. */
  | 'TOO_LONG'
  /** The file has more than 5,000 rows. */
  | 'TOO_MANY_ROWS'
  /** The file is not UTF-8. */
  | 'WRONG_ENCODING'
  /** The row has not as many fields as the header. */
  | 'WRONG_FIELD_COUNT'
  /** A column is missing (named by `column`), unknown or there twice (named by `value`). */
  | 'WRONG_HEADER';

/** A text in the languages of the storefront. */
export type LocalizedTextInput = {
  /** English. */
  en: string;
  /** Simplified Chinese. */
  zh: string;
};

/** Units of one product to buy. */
export type OrderLineInput = {
  /** How many, 1 to 100. */
  quantity: number;
  /** The unit, from the catalogue. */
  unitId: string | number;
  /** Date of the visit; needed for dated products and only for them. */
  visitDate?: string | null | undefined;
};

/** Where an order is in its life. */
export type OrderState =
  /** Given up before payment. */
  | 'CANCELLED'
  /** Nothing is left to use. */
  | 'CLOSED'
  /** Being put together. */
  | 'DRAFT'
  /** Replaced by another order. */
  | 'EXCHANGED'
  /** Not paid in time. */
  | 'EXPIRED'
  /** Priced, places kept, waiting for payment. */
  | 'HELD'
  /** Tickets are there. */
  | 'ISSUED'
  /** Paid; tickets are being issued. */
  | 'PAID'
  /** At least one visit was made. */
  | 'PARTLY_REDEEMED'
  /** Taken back; the price was given back. */
  | 'REFUNDED';

/** An order to pay at the payment provider. */
export type PayOrderInput = {
  /** The key from holding it. */
  accessKey?: string | null | undefined;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
  /** Page of this storefront the visitor comes back to. */
  returnUrl: string;
};

/** What a visitor buys. */
export type ProductKind =
  /** A year of visits. */
  | 'ANNUAL_PASS'
  /** One visit of each of a few named attractions. */
  | 'COMBO'
  /** Any of many attractions within some days. */
  | 'JOINT_PASS'
  /** Entry to one attraction. */
  | 'SINGLE';

/** A product to put on sale. */
export type PublishProductInput = {
  /** Code of the product. */
  code: string;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
};

/** A scan at a gate. */
export type RedeemTicketInput = {
  /** Code of the gate. */
  gateCode: string;
  /** The device's own number of this scan, 8 to 64 characters; sent again, it gets the first answer. */
  scanNonce: string;
  /** When the device scanned it. The decision goes by our clock. */
  scannedAt: string;
  /** Text of the QR code, or the code of the ticket as it was typed. */
  ticket: string;
};

/** An unused order to take back. */
export type RefundOrderInput = {
  /** The key from holding it. */
  accessKey?: string | null | undefined;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
  /** Why, at most 200 characters. */
  reason: string;
};

/** Why a gate stays shut. */
export type RefusalReason =
  /** All visits of this attraction were made. */
  | 'ALREADY_VISITED'
  /** All visits of this attraction for today were made. */
  | 'DAILY_LIMIT'
  /** All its visits were made. */
  | 'EXHAUSTED'
  /** Its time is over. */
  | 'EXPIRED'
  /** The signature is not ours. */
  | 'FORGED'
  /** Not one of our tickets, nor a code of one. */
  | 'MALFORMED'
  /** Its time has not begun. */
  | 'NOT_YET_VALID'
  /** A ticket of another region. */
  | 'OTHER_TENANT'
  /** The ticket was taken back for a refund. */
  | 'REFUNDED'
  /** Staff have ended it for cause. */
  | 'REVOKED'
  /** Well formed, but no such ticket was issued. */
  | 'UNKNOWN_TICKET'
  /** It does not include this attraction. */
  | 'WRONG_ATTRACTION';

/** A ticket to end for cause. */
export type RevokeTicketInput = {
  /** Its code. */
  code: string;
  /** Made by the caller, 8 to 128 characters, new for each command. A repeat with the same input gets the first answer. */
  idempotencyKey: string;
  /** Why, at most 200 characters. */
  reason: string;
};

/** How revenue is split. */
export type SplitDefinitionInput = {
  /** The authority's commission in parts per million of the price. */
  commissionPpm: number;
  /** The marketing fund's part in parts per million of the price. */
  fundPpm: number;
  /** How it is divided among attractions. */
  method: SplitMethod;
  /** Who gets what a pass was not used for. */
  unused: UnusedPolicy;
};

/** How what is left of a pass after the authority's part is divided. */
export type SplitMethod =
  /** Equal parts among the visited, when the pass ends. */
  | 'AT_CLOSE_EQUAL'
  /** By gate price among the visited, when the pass ends. */
  | 'AT_CLOSE_GATE_WEIGHTED'
  /** Equal parts, accrued at each visit. */
  | 'PER_VISIT_EQUAL'
  /** By gate price, accrued at each visit; for products of which every attraction is visited once. */
  | 'PER_VISIT_GATE_WEIGHTED';

/** Life of a ticket. */
export type TicketState =
  /** It opens gates. */
  | 'ACTIVE'
  /** All its visits were made. */
  | 'EXHAUSTED'
  /** Its time is over. */
  | 'EXPIRED'
  /** Taken back; the price was given back. */
  | 'REFUNDED'
  /** Ended by staff for cause. */
  | 'REVOKED';

/** A unit and its first price. */
export type UnitPriceInput = {
  /** Number of that approval. */
  approvalNumber?: string | null | undefined;
  /** Highest price that was approved, where prices are regulated. */
  ceilingMinor?: string | null | undefined;
  /** Price in the region's currency. */
  priceMinor: string;
  /** Who it is for. */
  type: UnitType;
};

/** Who a unit is for, by the terms of OCTO. */
export type UnitType =
  /** An adult. */
  | 'ADULT'
  /** A child. */
  | 'CHILD'
  /** A family as one. */
  | 'FAMILY'
  /** An infant. */
  | 'INFANT'
  /** A soldier or veteran with a card. */
  | 'MILITARY'
  /** Anybody else the option names. */
  | 'OTHER'
  /** A senior. */
  | 'SENIOR'
  /** A student with a card. */
  | 'STUDENT'
  /** A young person. */
  | 'YOUTH';

/** Who gets what a pass was not used for. */
export type UnusedPolicy =
  /** The authority, as breakage. */
  | 'AUTHORITY'
  /** The marketing fund. */
  | 'FUND'
  /** The attractions that were visited. */
  | 'VISITED_SHARE';

/** How the days of validity are counted. */
export type ValidityClock =
  /** Days from cut-off to cut-off (04:00), the first included. */
  | 'BUSINESS_DAYS'
  /** Days from midnight to midnight, the first included. */
  | 'CALENDAR_DAYS'
  /** Exact time from the start: 24 hours a day. */
  | 'ROLLING';

/** What the validity is counted from. */
export type ValidityStart =
  /** The first visit. */
  | 'FIRST_USE'
  /** The payment. */
  | 'PURCHASE'
  /** The date it was bought for. */
  | 'VISIT_DATE';

export type StorefrontQueryVariables = Exact<{ [key: string]: never; }>;


export type StorefrontQuery = { storefront: { accentColor: string, timeZone: string, name: { zh: string, en: string } }, visitorSignIn: { issuer: string, clientId: string } };

export type CatalogueQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CatalogueQuery = { products: { nodes: Array<{ code: string, kind: ProductKind, dated: boolean, name: { zh: string, en: string }, summary: { zh: string, en: string }, visits: { total: number | null, perAttraction: number | null, perAttractionPerDay: number | null }, validity: { clock: ValidityClock, starts: ValidityStart, period: string, activateWithin: string | null }, attractions: Array<{ grade: string, opens: string, closes: string, city: { zh: string, en: string }, name: { zh: string, en: string } }>, fromPrice: { minor: string, currency: string } | null, options: Array<{ units: Array<{ id: string }> }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProductQueryVariables = Exact<{
  code: string;
}>;


export type ProductQuery = { product: { code: string, kind: ProductKind, dated: boolean, name: { zh: string, en: string }, summary: { zh: string, en: string }, visits: { total: number | null, perAttraction: number | null, perAttractionPerDay: number | null }, validity: { clock: ValidityClock, starts: ValidityStart, period: string, activateWithin: string | null }, attractions: Array<{ code: string, grade: string, opens: string, closes: string, city: { zh: string, en: string }, name: { zh: string, en: string } }> } | null };

export type ProductTermsQueryVariables = Exact<{
  code: string;
}>;


export type ProductTermsQuery = { product: { dated: boolean, name: { zh: string, en: string }, visits: { total: number | null, perAttraction: number | null, perAttractionPerDay: number | null }, validity: { clock: ValidityClock, starts: ValidityStart, period: string, activateWithin: string | null }, attractions: Array<{ code: string }> } | null };

export type OfferQueryVariables = Exact<{
  code: string;
  on?: string | null | undefined;
}>;


export type OfferQuery = { product: { options: Array<{ units: Array<{ id: string, type: UnitType, price: { minor: string, currency: string } | null }> }> } | null };

export type HoldMutationVariables = Exact<{
  input: HoldOrderInput;
}>;


export type HoldMutation = { holdOrder:
    | { __typename: 'CapacityExhausted', left: number, visitDate: string, code: string }
    | { __typename: 'ExternalReferenceTaken', code: string }
    | { __typename: 'HeldOrder', accessKey: string, order: { id: string } }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'PartnerNotActive', code: string }
    | { __typename: 'UnitNotOnSale', code: string }
   };

export type AvailabilityQueryVariables = Exact<{
  code: string;
  from: string;
  days: number;
}>;


export type AvailabilityQuery = { availability: Array<{ date: string, status: AvailabilityStatus }> };

export type MyOrdersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MyOrdersQuery = { myOrders: { nodes: Array<{ id: string, number: string, state: OrderState, createdAt: string, total: { minor: string, currency: string }, lines: Array<{ line: number, quantity: number, productName: { zh: string, en: string } }>, payments: Array<{ state: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ClaimMutationVariables = Exact<{
  input: ClaimOrderInput;
}>;


export type ClaimMutation = { claimOrder:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'Order' }
    | { __typename: 'OrderNotFound', code: string }
   };

export type CancelMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type CancelMutation = { cancelOrder:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'Order' }
    | { __typename: 'OrderNotFound', code: string }
    | { __typename: 'OrderStateConflict', code: string }
   };

export type RefundMutationVariables = Exact<{
  input: RefundOrderInput;
}>;


export type RefundMutation = { refundOrder:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'NothingRefundable', code: string }
    | { __typename: 'OrderNotFound', code: string }
    | { __typename: 'OrderStateConflict', code: string }
    | { __typename: 'Refund' }
    | { __typename: 'RefundRequestedAlready', code: string }
   };

export type OrderQueryVariables = Exact<{
  id: string | number;
  accessKey?: string | null | undefined;
}>;


export type OrderQuery = { order: { id: string, number: string, state: OrderState, createdAt: string, expiresAt: string | null, isMine: boolean, total: { minor: string, currency: string }, lines: Array<{ line: number, productCode: string, unitType: string, quantity: number, visitDate: string | null, productName: { zh: string, en: string }, total: { minor: string, currency: string } }>, payments: Array<{ state: string }>, refunds: Array<{ id: string, state: string, settledAt: string | null, amount: { minor: string, currency: string } }>, tickets: Array<{ id: string, code: string, qrText: string, state: TicketState, unitType: string, validFrom: string, validUntil: string, visitsUsed: number, visitsTotal: number | null, attractions: Array<{ code: string, name: { zh: string, en: string } }>, visited: Array<{ code: string, name: { zh: string, en: string } }> }> } | null };

export type PayMutationVariables = Exact<{
  input: PayOrderInput;
}>;


export type PayMutation = { payOrder:
    | { __typename: 'Checkout', checkoutUrl: string }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'OrderNotFound', code: string }
    | { __typename: 'OrderStateConflict', code: string }
    | { __typename: 'PaymentProviderUnavailable', code: string }
   };

export type DemoImportMutationVariables = Exact<{
  input: ImportAttractionsInput;
}>;


export type DemoImportMutation = { importAttractions:
    | { __typename: 'AttractionImport', created: number, updated: number, unchanged: number, total: number }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'ImportRejected', code: string, errors: Array<{ row: number | null, column: string | null, code: ImportErrorCode }> }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'PlanLimitReached', code: string }
   };

export type DemoDefineSplitRuleMutationVariables = Exact<{
  input: DefineSplitRuleInput;
}>;


export type DemoDefineSplitRuleMutation = { defineSplitRule:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'SplitRule' }
   };

export type DemoAssignSplitRuleMutationVariables = Exact<{
  input: AssignSplitRuleInput;
}>;


export type DemoAssignSplitRuleMutation = { assignSplitRule:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'ProductNotFound', code: string }
    | { __typename: 'SplitRule' }
    | { __typename: 'SplitRuleNotFound', code: string }
   };

export type DemoCreateProductMutationVariables = Exact<{
  input: CreateProductInput;
}>;


export type DemoCreateProductMutation = { createProduct:
    | { __typename: 'AttractionNotFound', code: string }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', field: string, rule: string, code: string }
    | { __typename: 'PriceAboveCeiling', code: string }
    | { __typename: 'Product' }
    | { __typename: 'ProductCodeTaken', code: string }
   };

export type DemoPublishProductMutationVariables = Exact<{
  input: PublishProductInput;
}>;


export type DemoPublishProductMutation = { publishProduct:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'Product' }
    | { __typename: 'ProductNotFound', code: string }
    | { __typename: 'ProductNotPublishable', code: string }
   };

export type DemoCreateGatesMutationVariables = Exact<{
  input: CreateGatesInput;
}>;


export type DemoCreateGatesMutation = { createGates:
    | { __typename: 'AttractionNotFound', code: string }
    | { __typename: 'GateCodeTaken', code: string }
    | { __typename: 'GatesCreated' }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
   };

export type DemoCreatePartnerMutationVariables = Exact<{
  input: CreatePartnerInput;
}>;


export type DemoCreatePartnerMutation = { createPartner:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'PartnerCodeTaken', code: string }
    | { __typename: 'PartnerCreated', clientSecret: string, partner: { clientId: string } }
   };

export type DemoRevokeMutationVariables = Exact<{
  input: RevokeTicketInput;
}>;


export type DemoRevokeMutation = { revokeTicket:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'TicketNotActive', code: string }
    | { __typename: 'TicketNotFound', code: string }
    | { __typename: 'TicketRevoked' }
   };

export type DemoProofQueryVariables = Exact<{ [key: string]: never; }>;


export type DemoProofQuery = { ledgerProof: { holds: boolean, journals: number, postings: number, unbalancedJournals: number, mismatchedPasses: number, eventsWaiting: number, eventsParked: number, cash: { minor: string }, pspFees: { minor: string }, passLiability: { minor: string }, payables: { minor: string }, fund: { minor: string }, refundsPayable: { minor: string }, commission: { minor: string }, breakage: { minor: string }, cancellationFees: { minor: string }, left: { minor: string }, right: { minor: string } } };

export type DemoCloseDayMutationVariables = Exact<{
  input: CloseDayInput;
}>;


export type DemoCloseDayMutation = { closeDay:
    | { __typename: 'ClosedPeriod', period: { number: number } }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
   };

export type DemoStatementsQueryVariables = Exact<{
  periodNumber?: number | null | undefined;
}>;


export type DemoStatementsQuery = { statements: { nodes: Array<{ number: string, attractionCode: string, visits: number, attractionName: { zh: string, en: string }, gateValue: { minor: string }, gross: { minor: string }, share: { minor: string }, closing: { minor: string } }> } };

export type DemoRedeemMutationVariables = Exact<{
  input: RedeemTicketInput;
}>;


export type DemoRedeemMutation = { redeemTicket:
    | { __typename: 'GateNotFound', code: string }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'RedemptionAccepted' }
    | { __typename: 'RedemptionRefused', reason: RefusalReason }
    | { __typename: 'TooManyScans', code: string }
   };

export type DemoCatalogueQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DemoCatalogueQuery = { products: { nodes: Array<{ code: string, attractions: Array<{ code: string }>, options: Array<{ units: Array<{ id: string, type: UnitType }> }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DemoAttractionsQueryVariables = Exact<{ [key: string]: never; }>;


export type DemoAttractionsQuery = { attractions: { nodes: Array<{ code: string, name: { zh: string, en: string }, gatePrice: { minor: string } }> } };

export type DemoHoldMutationVariables = Exact<{
  input: HoldOrderInput;
}>;


export type DemoHoldMutation = { holdOrder:
    | { __typename: 'CapacityExhausted', code: string }
    | { __typename: 'ExternalReferenceTaken', code: string }
    | { __typename: 'HeldOrder', accessKey: string, order: { id: string, total: { minor: string } } }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'PartnerNotActive', code: string }
    | { __typename: 'UnitNotOnSale', code: string }
   };

export type DemoPayMutationVariables = Exact<{
  input: PayOrderInput;
}>;


export type DemoPayMutation = { payOrder:
    | { __typename: 'Checkout', checkoutUrl: string }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'OrderNotFound', code: string }
    | { __typename: 'OrderStateConflict', code: string }
    | { __typename: 'PaymentProviderUnavailable', code: string }
   };

export type DemoConfirmMutationVariables = Exact<{
  input: ConfirmOrderInput;
}>;


export type DemoConfirmMutation = { confirmOrder:
    | { __typename: 'CreditExceeded', code: string }
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'Order' }
    | { __typename: 'OrderNotFound', code: string }
    | { __typename: 'OrderStateConflict', code: string }
   };

export type DemoRefundMutationVariables = Exact<{
  input: RefundOrderInput;
}>;


export type DemoRefundMutation = { refundOrder:
    | { __typename: 'IdempotencyKeyReused', code: string }
    | { __typename: 'InvalidInput', code: string }
    | { __typename: 'NothingRefundable', code: string }
    | { __typename: 'OrderNotFound', code: string }
    | { __typename: 'OrderStateConflict', code: string }
    | { __typename: 'Refund', amount: { minor: string } }
    | { __typename: 'RefundRequestedAlready', code: string }
   };

export type DemoOrderQueryVariables = Exact<{
  id: string | number;
  accessKey?: string | null | undefined;
}>;


export type DemoOrderQuery = { order: { state: OrderState, tickets: Array<{ code: string, token: string, validUntil: string }> } | null };

export type DemoRefundsQueryVariables = Exact<{
  id: string | number;
  accessKey?: string | null | undefined;
}>;


export type DemoRefundsQuery = { order: { refunds: Array<{ state: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const StorefrontDocument = new TypedDocumentString(`
    query Storefront {
  storefront {
    name {
      zh
      en
    }
    accentColor
    timeZone
  }
  visitorSignIn {
    issuer
    clientId
  }
}
    `, {"hash":"sha256:d129af5a8fe8e8f2a2e6eb137461499cb23349aa1d8932ec05d2ddb86f394f12"}) as unknown as TypedDocumentString<StorefrontQuery, StorefrontQueryVariables>;
export const CatalogueDocument = new TypedDocumentString(`
    query Catalogue($after: String) {
  products(first: 100, after: $after) {
    nodes {
      code
      kind
      dated
      name {
        zh
        en
      }
      summary {
        zh
        en
      }
      visits {
        total
        perAttraction
        perAttractionPerDay
      }
      validity {
        clock
        starts
        period
        activateWithin
      }
      attractions {
        city {
          zh
          en
        }
        grade
        opens
        closes
        name {
          zh
          en
        }
      }
      fromPrice {
        minor
        currency
      }
      options {
        units {
          id
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:c7f315726c51b2533fdf3834b33a67d5c2cda35775def5dc4795397619798c1a"}) as unknown as TypedDocumentString<CatalogueQuery, CatalogueQueryVariables>;
export const ProductDocument = new TypedDocumentString(`
    query Product($code: String!) {
  product(code: $code) {
    code
    kind
    dated
    name {
      zh
      en
    }
    summary {
      zh
      en
    }
    visits {
      total
      perAttraction
      perAttractionPerDay
    }
    validity {
      clock
      starts
      period
      activateWithin
    }
    attractions {
      code
      city {
        zh
        en
      }
      grade
      opens
      closes
      name {
        zh
        en
      }
    }
  }
}
    `, {"hash":"sha256:3dad3277f4647dcf0e4870479f2183315d081b1271ad4dffa4002251e7f5755a"}) as unknown as TypedDocumentString<ProductQuery, ProductQueryVariables>;
export const ProductTermsDocument = new TypedDocumentString(`
    query ProductTerms($code: String!) {
  product(code: $code) {
    dated
    name {
      zh
      en
    }
    visits {
      total
      perAttraction
      perAttractionPerDay
    }
    validity {
      clock
      starts
      period
      activateWithin
    }
    attractions {
      code
    }
  }
}
    `, {"hash":"sha256:dd74452470b9659d4e5e2d3147fa5c8ba5368aed1d38c0597e73d31d78c481f4"}) as unknown as TypedDocumentString<ProductTermsQuery, ProductTermsQueryVariables>;
export const OfferDocument = new TypedDocumentString(`
    query Offer($code: String!, $on: LocalDate) {
  product(code: $code) {
    options {
      units {
        id
        type
        price(on: $on) {
          minor
          currency
        }
      }
    }
  }
}
    `, {"hash":"sha256:40f32cf957674dcd7e7c0a4c9c35829152b56b74215e82c567a674dc097164e5"}) as unknown as TypedDocumentString<OfferQuery, OfferQueryVariables>;
export const HoldDocument = new TypedDocumentString(`
    mutation Hold($input: HoldOrderInput!) {
  holdOrder(input: $input) {
    __typename
    ... on HeldOrder {
      accessKey
      order {
        id
      }
    }
    ... on CapacityExhausted {
      left
      visitDate
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:ab1b5e3f9273c95237a06037ef2c81d2e77540b0306998ed9541515342b892b0"}) as unknown as TypedDocumentString<HoldMutation, HoldMutationVariables>;
export const AvailabilityDocument = new TypedDocumentString(`
    query Availability($code: String!, $from: LocalDate!, $days: Int!) {
  availability(productCode: $code, from: $from, days: $days) {
    date
    status
  }
}
    `, {"hash":"sha256:2ff864c0f417479879a9cd795b0013ffe5fcca99a29c23a943a7a96ec2ebd263"}) as unknown as TypedDocumentString<AvailabilityQuery, AvailabilityQueryVariables>;
export const MyOrdersDocument = new TypedDocumentString(`
    query MyOrders($after: String) {
  myOrders(first: 20, after: $after) {
    nodes {
      id
      number
      state
      createdAt
      total {
        minor
        currency
      }
      lines {
        line
        quantity
        productName {
          zh
          en
        }
      }
      payments {
        state
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:e64e440bc68bdf561c1a707b2f808476a8ed0bfdc8a9a57ba5dd3246be4b28a7"}) as unknown as TypedDocumentString<MyOrdersQuery, MyOrdersQueryVariables>;
export const ClaimDocument = new TypedDocumentString(`
    mutation Claim($input: ClaimOrderInput!) {
  claimOrder(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:351daba5bd4af2ded3e26f4fe6214a24ffda108935c4c252b8a978476b43ae73"}) as unknown as TypedDocumentString<ClaimMutation, ClaimMutationVariables>;
export const CancelDocument = new TypedDocumentString(`
    mutation Cancel($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:0f533e6b2a547448aedd0f143d8a4b493c1c4b07bf7756d3227d711676fc58eb"}) as unknown as TypedDocumentString<CancelMutation, CancelMutationVariables>;
export const RefundDocument = new TypedDocumentString(`
    mutation Refund($input: RefundOrderInput!) {
  refundOrder(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:7894cbbcf1b9a7ee1694a3d20fb57cbf996c65a772feff451ae520c5d4ff3b15"}) as unknown as TypedDocumentString<RefundMutation, RefundMutationVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID!, $accessKey: String) {
  order(id: $id, accessKey: $accessKey) {
    id
    number
    state
    createdAt
    expiresAt
    isMine
    total {
      minor
      currency
    }
    lines {
      line
      productCode
      unitType
      quantity
      visitDate
      productName {
        zh
        en
      }
      total {
        minor
        currency
      }
    }
    payments {
      state
    }
    refunds {
      id
      state
      settledAt
      amount {
        minor
        currency
      }
    }
    tickets {
      id
      code
      qrText
      state
      unitType
      validFrom
      validUntil
      visitsUsed
      visitsTotal
      attractions {
        code
        name {
          zh
          en
        }
      }
      visited {
        code
        name {
          zh
          en
        }
      }
    }
  }
}
    `, {"hash":"sha256:e05e42c085d1ac263cdaf1baa013f22265db0251920390f4c8c96d0aae76c03e"}) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const PayDocument = new TypedDocumentString(`
    mutation Pay($input: PayOrderInput!) {
  payOrder(input: $input) {
    __typename
    ... on Checkout {
      checkoutUrl
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:a99d1099136dfd2db29ccc8beeb48b9e5d1ed1f01ceedaccd8f2eaa3a1a98cfa"}) as unknown as TypedDocumentString<PayMutation, PayMutationVariables>;
export const DemoImportDocument = new TypedDocumentString(`
    mutation DemoImport($input: ImportAttractionsInput!) {
  importAttractions(input: $input) {
    __typename
    ... on AttractionImport {
      created
      updated
      unchanged
      total
    }
    ... on ImportRejected {
      errors {
        row
        column
        code
      }
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:73012801427cc0b5a45750d2b8e5595d8f6c9b19f237a2d3ac8d8123f2a4d52d"}) as unknown as TypedDocumentString<DemoImportMutation, DemoImportMutationVariables>;
export const DemoDefineSplitRuleDocument = new TypedDocumentString(`
    mutation DemoDefineSplitRule($input: DefineSplitRuleInput!) {
  defineSplitRule(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:0f3866d78567577bf3a88dde8ef49281effdcdba73080f92ed1370003cccf595"}) as unknown as TypedDocumentString<DemoDefineSplitRuleMutation, DemoDefineSplitRuleMutationVariables>;
export const DemoAssignSplitRuleDocument = new TypedDocumentString(`
    mutation DemoAssignSplitRule($input: AssignSplitRuleInput!) {
  assignSplitRule(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:bee1261feabe0b7e01ddf0008500c40554e585bda419ab2ed515b726ccf77fb5"}) as unknown as TypedDocumentString<DemoAssignSplitRuleMutation, DemoAssignSplitRuleMutationVariables>;
export const DemoCreateProductDocument = new TypedDocumentString(`
    mutation DemoCreateProduct($input: CreateProductInput!) {
  createProduct(input: $input) {
    __typename
    ... on InvalidInput {
      field
      rule
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:6fbaf03d87d4acf0b96cdecca89865323116f2f5e6a84244252a661403dd9327"}) as unknown as TypedDocumentString<DemoCreateProductMutation, DemoCreateProductMutationVariables>;
export const DemoPublishProductDocument = new TypedDocumentString(`
    mutation DemoPublishProduct($input: PublishProductInput!) {
  publishProduct(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:02c321e09cad60f5c7ef65c9b2df2b29242bab6a72d14b4234439bd43ec59088"}) as unknown as TypedDocumentString<DemoPublishProductMutation, DemoPublishProductMutationVariables>;
export const DemoCreateGatesDocument = new TypedDocumentString(`
    mutation DemoCreateGates($input: CreateGatesInput!) {
  createGates(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:c90dfb4c09a1bac290f985d0b825bf9dd8739c89f44a9d9be3ed245f45e305a4"}) as unknown as TypedDocumentString<DemoCreateGatesMutation, DemoCreateGatesMutationVariables>;
export const DemoCreatePartnerDocument = new TypedDocumentString(`
    mutation DemoCreatePartner($input: CreatePartnerInput!) {
  createPartner(input: $input) {
    __typename
    ... on PartnerCreated {
      clientSecret
      partner {
        clientId
      }
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:10773f0c5615b33d0de0324dbdeeefe99ecddba8a80c4951b6beecaaf063048a"}) as unknown as TypedDocumentString<DemoCreatePartnerMutation, DemoCreatePartnerMutationVariables>;
export const DemoRevokeDocument = new TypedDocumentString(`
    mutation DemoRevoke($input: RevokeTicketInput!) {
  revokeTicket(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:2e9f965eb39340569abd2ac5e50b79e2ffe84beb573e433b32370e8225719dfd"}) as unknown as TypedDocumentString<DemoRevokeMutation, DemoRevokeMutationVariables>;
export const DemoProofDocument = new TypedDocumentString(`
    query DemoProof {
  ledgerProof {
    holds
    journals
    postings
    unbalancedJournals
    mismatchedPasses
    eventsWaiting
    eventsParked
    cash {
      minor
    }
    pspFees {
      minor
    }
    passLiability {
      minor
    }
    payables {
      minor
    }
    fund {
      minor
    }
    refundsPayable {
      minor
    }
    commission {
      minor
    }
    breakage {
      minor
    }
    cancellationFees {
      minor
    }
    left {
      minor
    }
    right {
      minor
    }
  }
}
    `, {"hash":"sha256:cb576b4f4517001331f3895c4f85a74c46317ee0877bbd7ec362b20396f5825e"}) as unknown as TypedDocumentString<DemoProofQuery, DemoProofQueryVariables>;
export const DemoCloseDayDocument = new TypedDocumentString(`
    mutation DemoCloseDay($input: CloseDayInput!) {
  closeDay(input: $input) {
    __typename
    ... on ClosedPeriod {
      period {
        number
      }
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:de01c8f39d3878939ea2db21872ed7d13cb273aefc3b42c63cad58d0114c0bb9"}) as unknown as TypedDocumentString<DemoCloseDayMutation, DemoCloseDayMutationVariables>;
export const DemoStatementsDocument = new TypedDocumentString(`
    query DemoStatements($periodNumber: Int) {
  statements(first: 100, periodNumber: $periodNumber) {
    nodes {
      number
      attractionCode
      attractionName {
        zh
        en
      }
      visits
      gateValue {
        minor
      }
      gross {
        minor
      }
      share {
        minor
      }
      closing {
        minor
      }
    }
  }
}
    `, {"hash":"sha256:508f655defaace856215e138ed78346975a0f78ba068b431c8f1e8dd84750969"}) as unknown as TypedDocumentString<DemoStatementsQuery, DemoStatementsQueryVariables>;
export const DemoRedeemDocument = new TypedDocumentString(`
    mutation DemoRedeem($input: RedeemTicketInput!) {
  redeemTicket(input: $input) {
    __typename
    ... on RedemptionRefused {
      reason
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:a8ae15ff9f4cb39a79ec103b60465b5464bb3f54964dd8e732a82cf649d01a54"}) as unknown as TypedDocumentString<DemoRedeemMutation, DemoRedeemMutationVariables>;
export const DemoCatalogueDocument = new TypedDocumentString(`
    query DemoCatalogue($after: String) {
  products(first: 100, after: $after) {
    nodes {
      code
      attractions {
        code
      }
      options {
        units {
          id
          type
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:5efdbe507c16b6c9876d931871047429cc82acc64e9d298f892ce0b06ba47efa"}) as unknown as TypedDocumentString<DemoCatalogueQuery, DemoCatalogueQueryVariables>;
export const DemoAttractionsDocument = new TypedDocumentString(`
    query DemoAttractions {
  attractions(first: 100) {
    nodes {
      code
      name {
        zh
        en
      }
      gatePrice {
        minor
      }
    }
  }
}
    `, {"hash":"sha256:783c06575b529963c677c9cb80e3925c303028cc0f62c41c0e30fc08c981c913"}) as unknown as TypedDocumentString<DemoAttractionsQuery, DemoAttractionsQueryVariables>;
export const DemoHoldDocument = new TypedDocumentString(`
    mutation DemoHold($input: HoldOrderInput!) {
  holdOrder(input: $input) {
    __typename
    ... on HeldOrder {
      accessKey
      order {
        id
        total {
          minor
        }
      }
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:2a1ebad41f48ba925fe816a0e620b9c69f7a013115cef0f1ad17b37a87f8ca70"}) as unknown as TypedDocumentString<DemoHoldMutation, DemoHoldMutationVariables>;
export const DemoPayDocument = new TypedDocumentString(`
    mutation DemoPay($input: PayOrderInput!) {
  payOrder(input: $input) {
    __typename
    ... on Checkout {
      checkoutUrl
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:80cd41835d7b8b6dec502e3835ea69479a63aa9ba001b7b16191811eda383f4d"}) as unknown as TypedDocumentString<DemoPayMutation, DemoPayMutationVariables>;
export const DemoConfirmDocument = new TypedDocumentString(`
    mutation DemoConfirm($input: ConfirmOrderInput!) {
  confirmOrder(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:30594bc00bd2a04a10f312aca394d5277a98a61bbc8c253c6f4f5d9a88429406"}) as unknown as TypedDocumentString<DemoConfirmMutation, DemoConfirmMutationVariables>;
export const DemoRefundDocument = new TypedDocumentString(`
    mutation DemoRefund($input: RefundOrderInput!) {
  refundOrder(input: $input) {
    __typename
    ... on Refund {
      amount {
        minor
      }
    }
    ... on Failure {
      code
    }
  }
}
    `, {"hash":"sha256:cb61b7e83fab90c7f42db62d57e6e7d21a648ce94e8d86208c61357ae3abf707"}) as unknown as TypedDocumentString<DemoRefundMutation, DemoRefundMutationVariables>;
export const DemoOrderDocument = new TypedDocumentString(`
    query DemoOrder($id: ID!, $accessKey: String) {
  order(id: $id, accessKey: $accessKey) {
    state
    tickets {
      code
      token
      validUntil
    }
  }
}
    `, {"hash":"sha256:2e39da0be01757c7bd810699fc2e26dd6009059c69ae7ce4f18d33b415b768b9"}) as unknown as TypedDocumentString<DemoOrderQuery, DemoOrderQueryVariables>;
export const DemoRefundsDocument = new TypedDocumentString(`
    query DemoRefunds($id: ID!, $accessKey: String) {
  order(id: $id, accessKey: $accessKey) {
    refunds {
      state
    }
  }
}
    `, {"hash":"sha256:9e29af6e632e6d31520e39ac361214fb5a48b3821e03d12649b78160198dc7ae"}) as unknown as TypedDocumentString<DemoRefundsQuery, DemoRefundsQueryVariables>;