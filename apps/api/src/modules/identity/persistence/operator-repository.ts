import type { ControlTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { Operator } from '../domain/operator.js';

const COLUMNS = `username, subject, email, state, version, converged_version AS "convergedVersion",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

@Injectable()
export class OperatorRepository {
  /** The operator, while nobody else changes any: two who disable each other at once must not both succeed. */
  async lock(tx: ControlTx, username: string): Promise<Operator | undefined> {
    const all = await tx.query<Operator>(`SELECT ${COLUMNS} FROM operator ORDER BY username FOR UPDATE`);
    return all.find((operator) => operator.username === username);
  }

  find(tx: ControlTx, username: string): Promise<Operator | undefined> {
    return tx.one(`SELECT ${COLUMNS} FROM operator WHERE username = $1`, [username]);
  }

  /** Takes somebody on, or corrects their address; who is disabled stays so. */
  async keep(tx: ControlTx, { username, email }: Pick<Operator, 'username' | 'email'>, now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO operator AS known (username, email, created_at, updated_at) VALUES ($1, $2, $3, $3)
       ON CONFLICT (username) DO UPDATE SET email = $2, version = known.version + 1, updated_at = $3`,
      [username, email, now],
    );
  }

  async setState(tx: ControlTx, username: string, state: Operator['state'], now: Date): Promise<void> {
    await tx.execute('UPDATE operator SET state = $2, version = version + 1, updated_at = $3 WHERE username = $1', [
      ...[username, state, now],
    ]);
  }

  /** The identity provider has this version, and knows the operator by this subject. */
  async markConverged(tx: ControlTx, { username, version }: Operator, subject: string): Promise<void> {
    await tx.execute(
      'UPDATE operator SET converged_version = greatest(converged_version, $2), subject = $3 WHERE username = $1',
      [username, version, subject],
    );
  }

  async isActive(tx: ControlTx, subject: string): Promise<boolean> {
    return (await tx.one(`SELECT FROM operator WHERE subject = $1 AND state = 'active'`, [subject])) !== undefined;
  }

  /** Those of whom the provider has not been told the latest, longest waiting first. */
  behind(tx: ControlTx): Promise<Operator[]> {
    return tx.query(`SELECT ${COLUMNS} FROM operator WHERE converged_version < version ORDER BY updated_at`);
  }

  /** By name. */
  page(tx: ControlTx, after?: string, limit?: number): Promise<Operator[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM operator WHERE $1::text IS NULL OR username > $1 ORDER BY username LIMIT $2`,
      [after ?? null, limit ?? null],
    );
  }
}
