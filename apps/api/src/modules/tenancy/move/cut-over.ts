import { endOfLog, fingerprints, hasReceived, unfence, type TableFingerprint } from '@lianpiao/db';
import type { Client } from 'pg';

import type { Placement } from '../persistence/tenant-repository.js';
import { keptOut } from './kept-out.js';
import { MoveFailed } from './move.failures.js';
import { within } from './within.js';

const DRAIN_MS = 2_000;
const CATCH_UP_MS = 5_000;

/** A tenant's schema on the server it leaves and on the one it goes to, as their owners. */
export interface Sides {
  readonly from: Placement;
  readonly source: Client;
  readonly target: Client;
}

export interface CutOver {
  /** How long nobody could write, in milliseconds. */
  readonly pauseMs: number;
  readonly tables: readonly TableFingerprint[];
}

/**
 * The moment without writers: no transaction begins at the source any more, those under way end, the target receives the last of
 * them, both are compared row by row, and the directory names the target. Where that fails the caller looks which of the two it names.
 */
export async function cutOver(sides: Sides, flip: () => Promise<boolean>): Promise<CutOver> {
  const { from, target } = sides;
  const since = performance.now();
  const tables = await sameOnBothSides(sides);
  await unfence(target, from);
  if (!(await flip())) throw new MoveFailed('DIRECTORY_CHANGED');
  return { pauseMs: performance.now() - since, tables };
}

async function sameOnBothSides({ from, source, target }: Sides): Promise<TableFingerprint[]> {
  if (!(await keptOut(source, from, DRAIN_MS))) throw new MoveFailed('BUSY');
  const end = await endOfLog(source);
  if (!(await within(CATCH_UP_MS, () => hasReceived(target, from.schema, end)))) throw new MoveFailed('NOT_CAUGHT_UP');
  const [there, here] = await Promise.all([fingerprints(source, from.schema), fingerprints(target, from.schema)]);
  if (JSON.stringify(there) !== JSON.stringify(here)) throw new MoveFailed('DIFFERENT');
  return here;
}
