import { describeEnum } from '@lianpiao/graphql';

import { ImportErrorCode } from '../domain/import-error.js';
import { ProductState } from '../domain/product-state.js';
import { ProductKind, UnitType, ValidityClock, ValidityStart } from '../domain/product-terms.js';
import { UnpublishableReason } from '../domain/publishable.js';

export const AttractionState = { OPEN: 'open', CLOSED: 'closed' } as const;
export type AttractionState = (typeof AttractionState)[keyof typeof AttractionState];

describeEnum('AttractionState', 'Whether an attraction receives visitors.', AttractionState, {
  OPEN: { description: 'It does.' },
  CLOSED: { description: 'It does not; dated products of it are not sold.' },
});
describeEnum('ProductKind', 'What a visitor buys.', ProductKind, {
  SINGLE: { description: 'Entry to one attraction.' },
  COMBO: { description: 'One visit of each of a few named attractions.' },
  JOINT_PASS: { description: 'Any of many attractions within some days.' },
  ANNUAL_PASS: { description: 'A year of visits.' },
});
describeEnum('ProductState', 'Life of a product.', ProductState, {
  DRAFT: { description: 'Being made; nobody can buy it.' },
  PUBLISHED: { description: 'On sale within its sale dates.' },
  WITHDRAWN: { description: 'No longer sold; what was sold stays valid.' },
});
describeEnum('UnitType', 'Who a unit is for, by the terms of OCTO.', UnitType, {
  ADULT: { description: 'An adult.' },
  YOUTH: { description: 'A young person.' },
  CHILD: { description: 'A child.' },
  INFANT: { description: 'An infant.' },
  FAMILY: { description: 'A family as one.' },
  SENIOR: { description: 'A senior.' },
  STUDENT: { description: 'A student with a card.' },
  MILITARY: { description: 'A soldier or veteran with a card.' },
  OTHER: { description: 'Anybody else the option names.' },
});
describeEnum('ValidityClock', 'How the days of validity are counted.', ValidityClock, {
  CALENDAR_DAYS: { description: 'Days from midnight to midnight, the first included.' },
  BUSINESS_DAYS: { description: 'Days from cut-off to cut-off (04:00), the first included.' },
  ROLLING: { description: 'Exact time from the start: 24 hours a day.' },
});
describeEnum('ValidityStart', 'What the validity is counted from.', ValidityStart, {
  PURCHASE: { description: 'The payment.' },
  FIRST_USE: { description: 'The first visit.' },
  VISIT_DATE: { description: 'The date it was bought for.' },
});
describeEnum('UnpublishableReason', 'Why a product cannot go on sale.', UnpublishableReason, {
  ALREADY_PUBLISHED: { description: 'It is on sale already.' },
  NO_ATTRACTION: { description: 'It has no attraction.' },
  ATTRACTION_CLOSED: { description: 'All its attractions are closed.' },
  UNIT_WITHOUT_PRICE: { description: 'A unit has no price for the day the sale begins.' },
  SALE_ENDED: { description: 'Its last day of sale is over.' },
});
describeEnum('ImportErrorCode', 'What is wrong with a file of attractions.', ImportErrorCode, {
  WRONG_ENCODING: { description: 'The file is not UTF-8.' },
  TOO_LARGE: { description: 'The file has more than 2 MiB.' },
  TOO_MANY_ROWS: { description: 'The file has more than 5,000 rows.' },
  NOT_CSV: { description: 'A quote is not closed or stands where none may, or a row is longer than 64 KiB.' },
  WRONG_HEADER: { description: 'A column is missing (named by `column`), unknown or there twice (named by `value`).' },
  WRONG_FIELD_COUNT: { description: 'The row has not as many fields as the header.' },
  MISSING: { description: 'The field is empty.' },
  TOO_LONG: { description: 'The text is too long.' },
  BAD_CHARACTER: { description: 'The text has a control character, or one that a conversion has lost.' },
  BAD_CODE: { description: 'A code has lower-case letters, digits, _ and - only, up to 40.' },
  DUPLICATE_CODE: { description: 'The code stood in an earlier row.' },
  NOT_A_NUMBER: { description: 'The field is not a plain decimal number.' },
  NOT_A_BOOLEAN: { description: 'The field is neither true nor false.' },
  BAD_TIME: { description: 'The field is not a time HH:MM.' },
  OUT_OF_RANGE: { description: 'The value is too small, too large or too precise; or it closes before it opens.' },
});
