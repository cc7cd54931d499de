import { InvalidInput, isLocalDate } from '@lianpiao/kernel';

import type { HoldLine } from '../inventory.types.js';

const MOST_PLACES = 10_000;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * One line per slot, with the places of all lines that want it: two products of one order may share an attraction.
 * @throws InvalidInput
 */
export function linePerSlot(lines: readonly HoldLine[]): HoldLine[] {
  if (lines.length === 0) throw new InvalidInput('lines', 'required');
  const bySlot = new Map<string, HoldLine>();
  for (const [index, line] of lines.entries()) {
    const key = `${line.attractionId} ${line.visitDate} ${line.startsAt ?? ''}`;
    const before = bySlot.get(key)?.quantity ?? 0;
    const quantity = before + places(line, index);
    if (quantity > MOST_PLACES) throw new InvalidInput(`lines.${index}.quantity`, 'range', `1..${MOST_PLACES}`);
    bySlot.set(key, { ...line, quantity });
  }
  return [...bySlot.values()];
}

/** One way only to write a slot: two spellings of a time would pass for two slots. */
function places({ quantity, visitDate, startsAt }: HoldLine, index: number): number {
  if (!Number.isInteger(quantity) || quantity < 1)
    throw new InvalidInput(`lines.${index}.quantity`, 'range', `1..${MOST_PLACES}`);
  if (!isLocalDate(visitDate)) throw new InvalidInput(`lines.${index}.visitDate`, 'format', 'YYYY-MM-DD');
  if (startsAt !== null && !TIME.test(startsAt)) throw new InvalidInput(`lines.${index}.startsAt`, 'format', 'HH:MM');
  return quantity;
}
