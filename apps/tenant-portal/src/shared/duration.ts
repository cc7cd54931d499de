import { parseDuration } from '@lianpiao/kernel';

const MS = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1_000 } as const;

/** An ISO 8601 duration as the reader writes it: `3 days`, `1 year`. */
export function durationText(iso: string, locale: string): string {
  const { months, days, ms } = parseDuration(iso);
  const parts = [...inMonths(months), ...(days ? [[days, 'day'] as const] : []), ...inTime(ms)];
  const written = parts.map(([amount, unit]) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount),
  );
  return new Intl.ListFormat(locale, { type: 'unit', style: 'long' }).format(written);
}

function inMonths(months: number): (readonly [number, string])[] {
  if (months === 0) return [];
  return months % 12 === 0 ? [[months / 12, 'year']] : [[months, 'month']];
}

function inTime(ms: number): (readonly [number, string])[] {
  if (ms === 0) return [];
  const unit = (['day', 'hour', 'minute'] as const).find((candidate) => ms % MS[candidate] === 0) ?? 'second';
  return [[ms / MS[unit], unit]];
}
