import type { Client } from 'pg';

import { MoveUnderWay } from './move.failures.js';

/** One process at a time moves or erases a tenant. The lock goes with the connection, which may take it again. @throws MoveUnderWay */
export async function alone(control: Client, tenantId: string): Promise<void> {
  const { rows } = await control.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
    [`move:${tenantId}`],
  );
  if (!rows[0]?.mine) throw new MoveUnderWay();
}
