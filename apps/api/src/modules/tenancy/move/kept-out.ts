import { fence, serverTime, underWay } from '@lianpiao/db';
import type { Client } from 'pg';

import type { Placement } from '../persistence/tenant-repository.js';
import { within } from './within.js';

/** No transaction of the tenant begins any more, and those under way end; false when they take longer. */
export async function keptOut(owner: Client, at: Pick<Placement, 'schema' | 'role'>, ms: number): Promise<boolean> {
  await fence(owner, at);
  const since = await serverTime(owner);
  return within(ms, async () => (await underWay(owner, at, since)) === 0);
}
