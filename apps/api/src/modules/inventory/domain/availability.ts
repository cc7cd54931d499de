import { addDays, type LocalDate } from '@lianpiao/kernel';

/** How a visit date stands. */
export const AvailabilityStatus = {
  AVAILABLE: 'AVAILABLE',
  LIMITED: 'LIMITED',
  SOLD_OUT: 'SOLD_OUT',
  CLOSED: 'CLOSED',
} as const;
export type AvailabilityStatus = (typeof AvailabilityStatus)[keyof typeof AvailabilityStatus];

export interface DayAvailability {
  readonly date: LocalDate;
  /** Null for a product that takes no capacity. */
  readonly capacity: number | null;
  readonly left: number | null;
  readonly status: AvailabilityStatus;
}

export interface Places {
  readonly capacity: number;
  readonly left: number;
}

export function datesFrom(from: LocalDate, days: number): LocalDate[] {
  return Array.from({ length: days }, (_, index) => addDays(from, index));
}

/**
 * A date as the tightest of the product's attractions has it: a combo has no capacity of its own.
 * @param places of each attraction on the date; none when the product takes no capacity
 */
export function dayAvailability(date: LocalDate, places: readonly Places[], open: boolean): DayAvailability {
  const tightest = places.toSorted((a, b) => a.left - b.left || a.capacity - b.capacity)[0];
  const { capacity, left } = tightest ?? { capacity: null, left: null };
  return { date, capacity, left, status: open ? statusOf(tightest) : 'CLOSED' };
}

function statusOf(places: Places | undefined): AvailabilityStatus {
  if (!places) return 'AVAILABLE';
  if (places.capacity === 0) return 'CLOSED';
  if (places.left <= 0) return 'SOLD_OUT';
  return places.left * 2 < places.capacity ? 'LIMITED' : 'AVAILABLE';
}
