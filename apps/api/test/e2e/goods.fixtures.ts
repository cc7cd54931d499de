import { ATTRACTIONS } from './authorities.fixtures.js';

/** Places a day of the last attraction; the others have plenty. */
export const SCARCE = 10;
export const PASS_MINOR = 3_000n;
export const SINGLE_MINOR = 1_200n;

const COLUMNS =
  'code,name_zh,name_en,level,city,category,latitude,longitude,list_price_,daily_capacity,opens,closes,timed_entry';
export const ADULT = (minor: bigint) => [{ type: 'ADULT', priceMinor: String(minor) }];

export function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64');
}

export function attractionFile(currency: string): string {
  const rows = ATTRACTIONS.map((code, index) => {
    const places = index === ATTRACTIONS.length - 1 ? SCARCE : 20_000;
    return `${code},${code},${code},5A,Jiaxing,water_town,30.74,120.49,150,${places},09:00,22:00,false`;
  });
  return [COLUMNS.replace('list_price_', `list_price_${currency.toLowerCase()}`), ...rows].join('\n');
}

export function text(value: string) {
  return { zh: value, en: value };
}

export const PASS = {
  code: 'pass',
  kind: 'JOINT_PASS',
  name: text('Pass'),
  dated: false,
  validityClock: 'CALENDAR_DAYS',
  validityStarts: 'FIRST_USE',
  validityPeriod: 'P3D',
  activateWithin: 'P180D',
  visitsTotal: 2,
  visitsPerAttraction: 1,
} as const;

export const SINGLE = {
  code: 'single',
  kind: 'SINGLE',
  name: text('Single'),
  dated: true,
  validityClock: 'CALENDAR_DAYS',
  validityStarts: 'VISIT_DATE',
  validityPeriod: 'P1D',
} as const;
