import {
  dropTenantSchema,
  onOneServer,
  sqlState,
  stopPublishing,
  stopReplicating,
  type TenantScope,
} from '@lianpiao/db';
import type { Client } from 'pg';

import type { Connections } from './connections.js';

const DEPENDENT_OBJECTS_STILL_EXIST = '2BP01';

/**
 * Removes what a tenant has on other cells than its own: any pair may have been left in the middle of a copy, in either direction. Answers
 * which cells could not be reached: what they have stays, but nobody's log is kept for them.
 */
export async function dropElsewhere(
  connections: Connections,
  cells: readonly string[],
  at: TenantScope,
): Promise<string[]> {
  const here = await connections.cell(at.cell);
  const unreached: string[] = [];
  for (const cell of cells.filter((known) => known !== at.cell)) {
    const there = await connections.cell(cell).catch(() => undefined);
    if (there) await dropAt(there, here, at);
    else unreached.push(cell);
  }
  if (unreached.length > 0) await stopPublishing(here, at.schema);
  return unreached;
}

async function dropAt(there: Client, here: Client, at: TenantScope): Promise<void> {
  // A copy was never begun there, and the role is the tenant's own.
  if (await onOneServer(here, there)) return;
  await stopReplicating(here, there, at.schema);
  await stopReplicating(there, here, at.schema);
  await dropTenantSchema(there, at).catch((error: unknown) => {
    // Another cell of that server has more of the tenant: the role goes with that.
    if (sqlState(error) !== DEPENDENT_OBJECTS_STILL_EXIST) throw error;
  });
}
