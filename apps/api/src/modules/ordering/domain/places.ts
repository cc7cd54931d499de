import type { LocalDate } from '@lianpiao/kernel';

import type { HoldLine } from '../../inventory/index.js';

interface PlacedLine {
  readonly quantity: number;
  readonly visitDate: LocalDate | null;
  readonly attractions: readonly { readonly id: string }[];
}

/** The places dated lines take: one per attraction and unit. Open products take none when they are sold. */
export function placesOf(lines: readonly PlacedLine[]): HoldLine[] {
  return lines.flatMap(({ quantity, visitDate, attractions }) =>
    visitDate === null ? [] : attractions.map(({ id }) => ({ attractionId: id, visitDate, startsAt: null, quantity })),
  );
}
