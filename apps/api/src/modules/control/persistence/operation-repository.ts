import { violatedConstraint, type ControlTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { OperationUnderWay } from '../control.failures.js';
import type { Operation, OperationFailure, OperationResult } from '../domain/operation.js';

const COLUMNS = `id, kind, slug, input, actor, reason, state, steps, attempts, faults, trouble, result, failure, created_at AS "createdAt",
  finished_at AS "finishedAt"`;

type NewOperation = Pick<Operation, 'id' | 'kind' | 'slug' | 'input' | 'actor' | 'reason'>;
/** Whose an operation is: a process that took it up anew has another number. */
export type Held = Pick<Operation, 'id' | 'attempts'>;
/** What an attempt came to that did not succeed. */
export interface Setback {
  readonly trouble: OperationFailure;
  readonly faults: number;
}

/** The lock of whoever works on a tenant from outside these rows: the command line. */
export function aloneOn(slug: string): string {
  return `operation:${slug}`;
}

/** What operators have the platform do, and how far that is. */
@Injectable()
export class OperationRepository {
  /** @throws OperationUnderWay */
  async insert(tx: ControlTx, { id, kind, slug, input, actor, reason }: NewOperation, now: Date): Promise<void> {
    const found = await tx.one<{ alone: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS alone',
      [aloneOn(slug)],
    );
    if (!found?.alone) throw new OperationUnderWay();
    try {
      await tx.execute(
        `INSERT INTO operation (id, kind, slug, input, actor, reason, not_before, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7)`,
        [id, kind, slug, JSON.stringify(input), actor, reason, now],
      );
    } catch (error) {
      throw violatedConstraint(error) === 'operation_one_at_a_time' ? new OperationUnderWay() : error;
    }
  }

  /** @throws OperationUnderWay */
  async assertNone(tx: ControlTx, slug: string): Promise<void> {
    const found = await tx.one(`SELECT id FROM operation WHERE slug = $1 AND state IN ('queued', 'running')`, [slug]);
    if (found) throw new OperationUnderWay();
  }

  find(tx: ControlTx, id: string): Promise<Operation | undefined> {
    return tx.one(`SELECT ${COLUMNS} FROM operation WHERE id = $1`, [id]);
  }

  /** The one on a tenant that has not ended, once nobody else is changing it. */
  lockUnfinished(tx: ControlTx, slug: string): Promise<Operation | undefined> {
    return tx.one(`SELECT ${COLUMNS} FROM operation WHERE slug = $1 AND state IN ('queued', 'running') FOR UPDATE`, [
      slug,
    ]);
  }

  /** Before another process takes it up. */
  async giveUp(tx: ControlTx, id: string, now: Date): Promise<void> {
    await tx.execute(
      `UPDATE operation SET state = 'failed', failure = $2, trouble = NULL, finished_at = $3, updated_at = $3,
         input = input - 'administrator'
       WHERE id = $1 AND state = 'queued'`,
      [id, JSON.stringify({ code: 'GIVEN_UP', detail: null }), now],
    );
  }

  /** Newest first. */
  page(tx: ControlTx, slug: string | null, after: readonly string[] | undefined, limit: number): Promise<Operation[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM operation
       WHERE ($1::text IS NULL OR slug = $1) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $4`,
      [slug, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Whether an operation wrote this archive of the tenant. */
  async exported(tx: ControlTx, slug: string, sha256: string): Promise<boolean> {
    const written = await tx.one(
      `SELECT FROM operation WHERE kind = 'export' AND slug = $1 AND result ->> 'sha256' = $2 LIMIT 1`,
      [slug, sha256],
    );
    return written !== undefined;
  }

  /** Takes up what is due: new, due for another try, or held by a process that has gone silent. */
  claim(tx: ControlTx, now: Date, until: Date): Promise<Operation | undefined> {
    return tx.one(
      `UPDATE operation SET state = 'running', attempts = attempts + 1, not_before = $2, updated_at = $1
       WHERE id = (SELECT id FROM operation WHERE state IN ('queued', 'running') AND not_before <= $1
                   ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [now, until],
    );
  }

  /** Goes on holding it; false when another process has taken it up. */
  async renew(tx: ControlTx, { id, attempts }: Held, until: Date): Promise<boolean> {
    const renewed = await tx.execute(
      `UPDATE operation SET not_before = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempts, until],
    );
    return renewed === 1;
  }

  /** A step is told once, however often it is taken. */
  async step(tx: ControlTx, { id, attempts }: Held, name: string, now: Date): Promise<void> {
    await tx.execute(
      `UPDATE operation SET steps = steps || $3::jsonb, updated_at = $5
       WHERE id = $1 AND attempts = $2 AND state = 'running' AND NOT steps @> $4::jsonb`,
      [id, attempts, JSON.stringify([{ name, doneAt: now.toISOString() }]), JSON.stringify([{ name }]), now],
    );
  }

  /** False when it is somebody else's by now. */
  succeed(tx: ControlTx, held: Held, result: OperationResult, now: Date): Promise<boolean> {
    return this.end(tx, held, 'succeeded', { result, failure: null }, now);
  }

  fail(tx: ControlTx, held: Held, failure: OperationFailure, now: Date): Promise<boolean> {
    return this.end(tx, held, 'failed', { result: null, failure }, now);
  }

  /** For another try. */
  async requeue(tx: ControlTx, held: Held, { trouble, faults }: Setback, notBefore: Date): Promise<void> {
    await tx.execute(
      `UPDATE operation SET state = 'queued', not_before = $3, trouble = $4, faults = $5
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [held.id, held.attempts, notBefore, JSON.stringify(trouble), faults],
    );
  }

  /** Whom a tenant employs first is kept no longer than it takes: a failed one that is sent again brings it along. */
  private async end(
    tx: ControlTx,
    { id, attempts }: Held,
    state: 'succeeded' | 'failed',
    { result, failure }: Pick<Operation, 'result' | 'failure'>,
    now: Date,
  ): Promise<boolean> {
    const ended = await tx.execute(
      `UPDATE operation SET state = $3, result = $4, failure = $5, trouble = NULL, finished_at = $6, updated_at = $6,
         input = input - 'administrator'
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempts, state, result && JSON.stringify(result), failure && JSON.stringify(failure), now],
    );
    return ended === 1;
  }
}
