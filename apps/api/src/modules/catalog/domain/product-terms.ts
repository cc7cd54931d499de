/** What a visitor buys: one attraction, a named few, any of many, or a year of them. */
export const ProductKind = {
  SINGLE: 'single',
  COMBO: 'combo',
  JOINT_PASS: 'joint_pass',
  ANNUAL_PASS: 'annual_pass',
} as const;
export type ProductKind = (typeof ProductKind)[keyof typeof ProductKind];

/** Who a unit is for, by the terms of OCTO. */
export const UnitType = {
  ADULT: 'ADULT',
  YOUTH: 'YOUTH',
  CHILD: 'CHILD',
  INFANT: 'INFANT',
  FAMILY: 'FAMILY',
  SENIOR: 'SENIOR',
  STUDENT: 'STUDENT',
  MILITARY: 'MILITARY',
  OTHER: 'OTHER',
} as const;
export type UnitType = (typeof UnitType)[keyof typeof UnitType];

/** How days of validity are counted: three rules that give three different ends. */
export const ValidityClock = {
  CALENDAR_DAYS: 'calendar_days',
  BUSINESS_DAYS: 'business_days',
  ROLLING: 'rolling',
} as const;
export type ValidityClock = (typeof ValidityClock)[keyof typeof ValidityClock];

/** What the validity is counted from. */
export const ValidityStart = {
  PURCHASE: 'purchase',
  FIRST_USE: 'first_use',
  VISIT_DATE: 'visit_date',
} as const;
export type ValidityStart = (typeof ValidityStart)[keyof typeof ValidityStart];

/** What the holder of one unit is entitled to. A limit of null is no limit. */
export interface EntitlementTerms {
  readonly validityClock: ValidityClock;
  readonly validityStarts: ValidityStart;
  /** ISO 8601 duration from the start. */
  readonly validityPeriod: string;
  /** ISO 8601 duration from purchase within which it must first be used; it starts by itself then. */
  readonly activateWithin: string | null;
  readonly visitsTotal: number | null;
  readonly visitsPerAttraction: number | null;
  readonly visitsPerAttractionPerDay: number | null;
}
