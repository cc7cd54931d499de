import type { Client } from 'pg';

import { idOf, Kind } from './ids.js';
import type { Range } from './passes.js';

export interface Recorded {
  readonly admitted: number;
  readonly refused: number;
  /** Admitted by one transaction, on average. */
  readonly batch: number;
}

/** What the database says became of a range of passes: each row carries the number of the transaction that wrote it. */
export async function recorded(owner: Client, { first, end }: Range): Promise<Recorded> {
  const { rows } = await owner.query<{ admitted: number; refused: number; transactions: number }>(
    `SELECT count(*) FILTER (WHERE outcome = 'accepted')::integer AS admitted,
       count(*) FILTER (WHERE outcome = 'refused')::integer AS refused,
       count(DISTINCT xmin::text)::integer AS transactions
     FROM redemption WHERE entitlement_id >= $1 AND entitlement_id < $2`,
    [idOf(Kind.pass, first), idOf(Kind.pass, end)],
  );
  const { admitted = 0, refused = 0, transactions = 0 } = rows[0] ?? {};
  return { admitted, refused, batch: transactions === 0 ? 0 : admitted / transactions };
}
