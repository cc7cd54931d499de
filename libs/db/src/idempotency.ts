import { DomainFailure, decodeStored, encodeStored } from '@lianpiao/kernel';
import { createHash } from 'node:crypto';

import type { PreparedSql, TenantTx } from './transaction.js';

/** A command as its caller sent it: who, which, under which key, asking what. */
export interface Command {
  /** Name of the use case, e.g. 'ordering.placeOrder'. */
  readonly name: string;
  /** The subject that sent it; keys of different callers never meet. */
  readonly actor: string;
  /** The caller's idempotency key, 8 to 128 characters. */
  readonly key: string;
  readonly request: unknown;
}

/** The key was used before for another request. The earlier one stands; nothing was done for this one. */
export class IdempotencyKeyReused extends DomainFailure {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

interface CommandRow {
  request_hash: string;
  response: string | null;
}

const CLAIM: PreparedSql = {
  name: 'db.command-claim',
  text: (schema) => `
    INSERT INTO ${schema}.command (actor, name, key, request_hash, response, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING true AS claimed`,
};
const COMPLETE: PreparedSql = {
  name: 'db.command-complete',
  text: (schema) => `UPDATE ${schema}.command SET response = $4 WHERE actor = $1 AND name = $2 AND key = $3`,
};

const PENDING = JSON.stringify(null);

/**
 * Does the work once per key, in the caller's transaction: the row is claimed before the work (a racing repeat waits on it)
 * and completed with the answer, which ends the transaction. What rolls back leaves no row, so a failed command may be sent
 * again under its key.
 */
export async function once<T>(tx: TenantTx, command: Command, now: Date, work: () => Promise<T>): Promise<T> {
  const hash = createHash('sha256').update(encodeStored(command.request)).digest('hex');
  const id = [command.actor, command.name, command.key];
  const claimed = await tx.prepared(CLAIM, [...id, hash, PENDING, now]);
  if (claimed.length === 0) return storedAnswer<T>(tx, id, hash);
  const answer = await work();
  await tx.preparedLast(COMPLETE, [...id, JSON.stringify({ answer: encodeStored(answer) })]);
  return answer;
}

async function storedAnswer<T>(tx: TenantTx, id: readonly string[], hash: string): Promise<T> {
  const row = await tx.one<CommandRow>(
    `SELECT request_hash, response ->> 'answer' AS response FROM command WHERE actor = $1 AND name = $2 AND key = $3`,
    id,
  );
  if (row?.request_hash !== hash || row.response === null) throw new IdempotencyKeyReused();
  return decodeStored<T>(row.response);
}
